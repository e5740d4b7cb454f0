#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>

#include "d2l/core/device.hpp"
#include "d2l/core/ref.hpp"

namespace d2l {

/// The memory under one or more tensors: a base and the views of it share one Storage.
class Storage {
 public:
  /// Memory of our own, from the cache of core/memory.hpp or of the device; not initialised. Throws MemoryError.
  static Ref<Storage> allocate(std::size_t bytes, Device device);
  /// Memory that belongs to `owner`, which is kept alive as long as a tensor uses it.
  static Ref<Storage> wrap(void* data, std::size_t bytes, std::shared_ptr<void> owner);

  Storage(const Storage&) = delete;
  Storage& operator=(const Storage&) = delete;

  std::byte* data() const { return data_; }
  std::size_t bytes() const { return bytes_; }
  Device device() const { return device_; }
  std::uint32_t use_count() const { return refs_; }

  /// How often an op has changed this memory in place, and which one did so last. What a gradient needs is
  /// remembered with its version, so a later change is detected instead of giving a wrong gradient.
  std::uint32_t version() const { return version_; }
  const char* changed_by() const { return changed_by_; }
  void changed(const char* op) {
    ++version_;
    changed_by_ = op;
  }

  friend void intrusive_ptr_add_ref(Storage* s) { ++s->refs_; }
  friend void intrusive_ptr_release(Storage* s) {
    if (--s->refs_ == 0) dispose(s);
  }

 private:
  Storage(void* data, std::size_t bytes, Device device)
      : data_(static_cast<std::byte*>(data)), bytes_(bytes), device_(device) {}
  static void dispose(Storage* s);

  std::byte* data_;
  std::size_t bytes_;
  std::shared_ptr<void> owner_;
  const char* changed_by_ = "";
  Device device_;
  std::uint32_t refs_ = 0, version_ = 0;
};

}  // namespace d2l

#include "d2l/core/storage.hpp"

#include <new>
#include <utility>

#include "d2l/core/cuda.hpp"
#include "d2l/core/memory.hpp"

namespace d2l {
namespace {

// On the CPU the header and the elements share one block; the elements start on a cache line of their own. Elsewhere
// the elements have a block of the device, and the header stays here.
constexpr std::size_t header = 128;
static_assert(sizeof(Storage) <= header);

}  // namespace

Ref<Storage> Storage::allocate(std::size_t bytes, Device device) {
  if (device.is_cuda()) {
    void* const elements = cuda::take_block(bytes, device.index);
    try {
      return {new (take_block(header)) Storage(elements, bytes, device)};
    } catch (...) {
      cuda::give_block(elements, bytes, device.index);
      throw;
    }
  }
  auto* block = static_cast<std::byte*>(take_block(header + bytes));
  return {new (block) Storage(block + header, bytes, device)};
}

Ref<Storage> Storage::wrap(void* data, std::size_t bytes, std::shared_ptr<void> owner) {
  const Ref<Storage> storage(new (take_block(header)) Storage(data, bytes, Device{}));
  storage->owner_ = std::move(owner);
  return storage;
}

void Storage::dispose(Storage* s) {
  const bool own = s->data_ == reinterpret_cast<std::byte*>(s) + header;
  const auto block_bytes = own ? header + s->bytes_ : header;
  if (s->device_.is_cuda()) cuda::give_block(s->data_, s->bytes_, s->device_.index);
  s->~Storage();
  give_block(s, block_bytes);
}

}  // namespace d2l

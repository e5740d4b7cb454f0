#pragma once

#include <cstddef>
#include <cstdint>
#include <cuda_emulator/types.hpp>
#include <deque>
#include <map>
#include <string>

/// A pool, and how much of the device's memory it has.
struct CUmemPoolHandle_st {
  int device = 0;
  std::uint64_t release_threshold = 0;
  std::uint64_t used = 0;
  std::uint64_t used_high = 0;
  std::uint64_t reserved = 0;  // used, or kept for the next allocation
  std::uint64_t reserved_high = 0;
};

namespace cuda_emulator {

/// A piece of device memory. The host asks for it, and gives it back, earlier than the device has it.
struct Allocation {
  std::byte* begin;
  std::size_t bytes;
  CUmemPoolHandle_st* pool;
  bool owned = true;      // as the host sees it: calls may name it
  bool live = false;      // as the device sees it: kernels may use it
  bool in_graph = false;  // its address belongs to a graph
};

/// The memory of one device. It is apart from the host's: all of it is out of reach except while the device works.
/// Around each allocation is a red zone, and the memory of an ended allocation is not used again for a while.
class DeviceMemory {
 public:
  DeviceMemory();
  DeviceMemory(const DeviceMemory&) = delete;
  DeviceMemory& operator=(const DeviceMemory&) = delete;

  /// An address that nobody else has, for memory that is not live yet.
  Allocation& take(std::size_t bytes, CUmemPoolHandle_st& pool);

  /// Makes it live, filled with a pattern: NaN, or -1.
  void begin(Allocation& allocation);

  /// From here on nobody may use it; its address stays.
  void end(Allocation& allocation);

  /// Gives up its address.
  void give(Allocation& allocation);

  bool contains(const void* address) const;

  /// The allocation that an address lies in, or nullptr.
  Allocation* find(const void* address);

  /// Whether the device works, so that its memory can be reached.
  void open(bool is_open);

  /// What is at the address, for an error.
  std::string describe(const void* address) const;

 private:
  struct Range {
    std::size_t offset;
    std::size_t bytes;
  };

  std::size_t take_range(std::size_t bytes);
  void free_range(Range range);

  std::byte* base_;
  std::size_t used_ = 0;  // beyond it nothing has been taken yet
  bool open_ = false;
  std::map<std::byte*, Allocation> allocations_;
  std::deque<Range> quarantine_;
  std::size_t quarantined_ = 0;
  std::map<std::size_t, std::size_t> free_;  // bytes, by offset
};

}  // namespace cuda_emulator

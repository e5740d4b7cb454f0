#include "place.hpp"

#include <cstdlib>
#include <map>

#include <fmt/format.h>

#include "state.hpp"

namespace cuda_emulator {

namespace {

// By their beginnings, the bytes of each.
std::map<const std::byte*, std::size_t>& pinned() {
  static auto& pinned = *new std::map<const std::byte*, std::size_t>;
  return pinned;
}

bool is_pinned(const std::byte* memory) {
  const auto after = pinned().upper_bound(memory);
  return after != pinned().begin() && memory < std::prev(after)->first + std::prev(after)->second;
}

bool holds(const Allocation* allocation, const void* memory, std::size_t bytes) {
  return allocation != nullptr &&
         static_cast<const std::byte*>(memory) + bytes <= allocation->begin + allocation->bytes;
}

}  // namespace

Place place_of(const void* memory, std::size_t bytes) {
  for (int i = 0; i < static_cast<int>(state().devices.size()); ++i) {
    auto& device = state().device(i).memory;
    if (!device.contains(memory)) continue;
    const auto* allocation = device.find(memory);
    if (!holds(allocation, memory, bytes) || !allocation->owned)
      throw Refusal(cudaErrorInvalidValue, fmt::format("{} bytes at {}, {}", bytes, memory, device.describe(memory)));
    return {.side = Place::Side::device, .device = i};
  }
  return {.side = is_pinned(static_cast<const std::byte*>(memory)) ? Place::Side::pinned : Place::Side::pageable};
}

void require_live(const void* memory, std::size_t bytes, const char* what) {
  for (const auto& device : state().devices) {
    const auto* allocation = device->memory.find(memory);
    if (holds(allocation, memory, bytes) && allocation->live) return;
  }
  std::string where = "in host memory";
  for (const auto& device : state().devices) {
    if (device->memory.contains(memory)) where = device->memory.describe(memory);
  }
  throw Refusal(cudaErrorIllegalAddress, fmt::format("{}: {} bytes at {}, {}", what, bytes, memory, where));
}

bool is_for_kernels(const void* pointer, int device) {
  return state().device(device).memory.contains(pointer) || is_pinned(static_cast<const std::byte*>(pointer));
}

void* allocate_pinned(std::size_t bytes) {
  void* memory = std::malloc(bytes);
  if (memory == nullptr) throw Refusal(cudaErrorMemoryAllocation, fmt::format("the system has no {} bytes", bytes));
  pinned().emplace(static_cast<std::byte*>(memory), bytes);
  return memory;
}

void free_pinned(void* memory) {
  if (pinned().erase(static_cast<std::byte*>(memory)) == 0)
    throw Refusal(cudaErrorInvalidValue, "cudaFreeHost of what is not pinned memory");
  std::free(memory);
}

}  // namespace cuda_emulator

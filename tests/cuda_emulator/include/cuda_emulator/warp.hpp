#pragma once

#include <concepts>
#include <cstdint>
#include <cstring>
#include <cuda_emulator/threads.hpp>
#include <source_location>

// What the threads of a warp do together. Each waits until every lane in the mask has come to the same function with
// the same mask; that one of them does not come is an error.

namespace cuda_emulator {

/// What a lane brings to a meeting of its warp, and from which lane it wants something.
struct Lane {
  std::uint64_t value;
  int source;
};

/// What it takes along: the value that `source` brought, and who brought something else than 0.
struct Received {
  std::uint64_t value;
  unsigned int ballot;
};

/// Waits for the lanes in the mask.
Received meet(const char* function, unsigned int mask, Lane lane, std::source_location where);

/// The number of this thread in its warp.
int lane_id();

/// The types that CUDA shuffles.
template <class T>
concept Shuffled = std::same_as<T, int> || std::same_as<T, unsigned int> || std::same_as<T, long> ||
                   std::same_as<T, unsigned long> || std::same_as<T, long long> ||
                   std::same_as<T, unsigned long long> || std::same_as<T, float> || std::same_as<T, double>;

template <Shuffled T>
T shuffle(const char* function, unsigned int mask, T value, int source, std::source_location where) {
  Lane lane{.value = 0, .source = source};
  std::memcpy(&lane.value, &value, sizeof value);
  const auto received = meet(function, mask, lane, where);
  std::memcpy(&value, &received.value, sizeof value);
  return value;
}

}  // namespace cuda_emulator

inline void __syncwarp(unsigned int mask = 0xffffffff, std::source_location where = std::source_location::current()) {
  cuda_emulator::meet("__syncwarp", mask, {.value = 0, .source = 0}, where);
}

template <cuda_emulator::Shuffled T>
T __shfl_sync(unsigned int mask, T value, int source, int width = warpSize,
              std::source_location where = std::source_location::current()) {
  const int lane = cuda_emulator::lane_id();
  return cuda_emulator::shuffle("__shfl_sync", mask, value, lane / width * width + (source & (width - 1)), where);
}

template <cuda_emulator::Shuffled T>
T __shfl_down_sync(unsigned int mask, T value, unsigned int delta, int width = warpSize,
                   std::source_location where = std::source_location::current()) {
  const int lane = cuda_emulator::lane_id();
  const int source = lane + static_cast<int>(delta);
  return cuda_emulator::shuffle("__shfl_down_sync", mask, value, source / width == lane / width ? source : lane, where);
}

template <cuda_emulator::Shuffled T>
T __shfl_up_sync(unsigned int mask, T value, unsigned int delta, int width = warpSize,
                 std::source_location where = std::source_location::current()) {
  const int lane = cuda_emulator::lane_id();
  const int source = lane - static_cast<int>(delta);
  return cuda_emulator::shuffle("__shfl_up_sync", mask, value, source >= lane / width * width ? source : lane, where);
}

template <cuda_emulator::Shuffled T>
T __shfl_xor_sync(unsigned int mask, T value, int lane_mask, int width = warpSize,
                  std::source_location where = std::source_location::current()) {
  const int lane = cuda_emulator::lane_id();
  const int source = lane ^ lane_mask;
  return cuda_emulator::shuffle("__shfl_xor_sync", mask, value, source / width <= lane / width ? source : lane, where);
}

inline unsigned int __ballot_sync(unsigned int mask, int predicate,
                                  std::source_location where = std::source_location::current()) {
  return cuda_emulator::meet("__ballot_sync", mask, {.value = predicate != 0, .source = 0}, where).ballot;
}

inline int __any_sync(unsigned int mask, int predicate, std::source_location where = std::source_location::current()) {
  return cuda_emulator::meet("__any_sync", mask, {.value = predicate != 0, .source = 0}, where).ballot != 0;
}

inline int __all_sync(unsigned int mask, int predicate, std::source_location where = std::source_location::current()) {
  return cuda_emulator::meet("__all_sync", mask, {.value = predicate != 0, .source = 0}, where).ballot == mask;
}

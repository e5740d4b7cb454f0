#pragma once

#include <algorithm>
#include <bit>
#include <cstdint>
#include <cuda_runtime.h>

namespace d2l::cuda {

/// The threads of a block in groups of `count` lanes, a power of two, that work on one result together. The lanes of a
/// group are `stride` threads apart: 1, or the number of groups, where neighbours in memory belong to different groups.
struct Lanes {
  static constexpr unsigned block = 256;
  unsigned count, stride;

  constexpr unsigned groups() const { return block / count; }
  __device__ unsigned lane() const { return threadIdx.x / stride % count; }
  __device__ unsigned group() const { return stride == 1 ? threadIdx.x / count : threadIdx.x % stride; }
};

/// As many lanes as there is work for, one behind the other.
inline Lanes lanes_for(std::int64_t work) {
  const auto most = static_cast<std::uint64_t>(std::clamp<std::int64_t>(work, 1, Lanes::block));
  return {static_cast<unsigned>(std::bit_ceil(most)), 1};
}

/// What `join` makes of the values of a group's lanes, always joined in the same order; each lane gets it. All threads
/// of the block must call it, with the same `shared` memory.
template <class T, class Join>
__device__ T join_lanes(const Lanes& lanes, const T& value, T (&shared)[Lanes::block], const Join& join) {
  const auto thread = threadIdx.x, lane = lanes.lane();
  shared[thread] = value;
  __syncthreads();
  for (auto half = lanes.count / 2; half > 0; half /= 2) {
    if (lane < half) shared[thread] = join(shared[thread], shared[thread + half * lanes.stride]);
    __syncthreads();
  }
  const T joined = shared[thread - lane * lanes.stride];
  __syncthreads();  // before anyone writes `shared` again
  return joined;
}

}  // namespace d2l::cuda

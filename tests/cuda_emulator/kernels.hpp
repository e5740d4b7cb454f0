#pragma once

#include <cuda_runtime.h>

// The kernels of the emulator's tests. They are CUDA: nvcc compiles this file, too.

/// out[i] = i.
template <class T>
__global__ void count_up(T* out, unsigned n) {
  if (const unsigned i = blockIdx.x * blockDim.x + threadIdx.x; i < n) out[i] = static_cast<T>(i);
}

/// out[i] += x.
template <class T>
__global__ void add(T* out, T x, unsigned n) {
  if (const unsigned i = blockIdx.x * blockDim.x + threadIdx.x; i < n) out[i] += x;
}

template <class T>
__device__ T sum_of_warp(T x) {
  for (unsigned delta = 16; delta > 0; delta /= 2) x += __shfl_down_sync(0xffffffff, x, delta);
  return x;
}

/// out[block] = the sum of the block's share of `in`, by shuffles and shared memory. The share of a block of `threads`
/// threads has `threads` numbers.
template <class T, unsigned threads>
__global__ __launch_bounds__(threads) void sum_blocks(T* __restrict__ out, const T* __restrict__ in, unsigned n) {
  __shared__ T partial[threads / 32];
  const unsigned i = blockIdx.x * threads + threadIdx.x;
  const T of_warp = sum_of_warp(i < n ? in[i] : T(0));
  if (threadIdx.x % 32 == 0) partial[threadIdx.x / 32] = of_warp;
  __syncthreads();
  if (threadIdx.x < 32) {
    const T sum = sum_of_warp(threadIdx.x < threads / 32 ? partial[threadIdx.x] : T(0));
    if (threadIdx.x == 0) out[blockIdx.x] = sum;
  }
}

/// Turns each block's share around, in shared memory; `rounds` times. Without the first barrier a thread reads what is
/// not there yet, without the second one it writes over what another has yet to read.
template <bool first, bool second>
__global__ void turn_around(int* data, int rounds) {
  __shared__ int copy[64];
  int* share = data + blockIdx.x * 64;
  int mine = share[threadIdx.x];
  for (int round = 0; round < rounds; ++round) {
    copy[threadIdx.x] = mine;
    if (first) __syncthreads();
    mine = copy[63 - threadIdx.x];
    if (second) __syncthreads();
  }
  share[threadIdx.x] = mine;
}

/// What each thread finds in shared memory that nobody wrote.
__global__ inline void read_unwritten(int* integer, float* number) {
  __shared__ int integers[32];
  __shared__ float numbers[32];
  integer[blockIdx.x * 32 + threadIdx.x] = integers[threadIdx.x];
  number[blockIdx.x * 32 + threadIdx.x] = numbers[threadIdx.x];
  __syncthreads();
  integers[threadIdx.x] = 1;
  numbers[threadIdx.x] = 1;
}

/// Which thread ran as the how manieth.
__global__ inline void order(int* place, int* counter) { place[threadIdx.x] = atomicAdd(counter, 1); }

/// Who I am, in every dimension.
__global__ inline void indices(uint3* thread, uint3* block) {
  const unsigned in_block = threadIdx.x + blockDim.x * (threadIdx.y + blockDim.y * threadIdx.z);
  const unsigned of_block = blockIdx.x + gridDim.x * (blockIdx.y + gridDim.y * blockIdx.z);
  const unsigned i = in_block + blockDim.x * blockDim.y * blockDim.z * of_block;
  thread[i] = threadIdx;
  block[i] = blockIdx;
}

/// Everything that lanes tell each other, of lane numbers.
__global__ inline void tell(int* out) {
  const int lane = static_cast<int>(threadIdx.x);
  int* mine = out + 9 * lane;
  mine[0] = __shfl_sync(0xffffffff, lane, 5);
  mine[1] = __shfl_sync(0xffffffff, lane, 5, 8);
  mine[2] = __shfl_down_sync(0xffffffff, lane, 3u);
  mine[3] = __shfl_up_sync(0xffffffff, lane, 3u, 16);
  mine[4] = __shfl_xor_sync(0xffffffff, lane, 1);
  mine[5] = static_cast<int>(__ballot_sync(0xffffffff, lane < 4));
  mine[6] = __any_sync(0xffffffff, lane == 31);
  mine[7] = __all_sync(0xffffffff, lane < 31);
  __syncwarp();
  mine[8] = lane < 16 ? __shfl_xor_sync(0xffff, lane, 15) : -1;
}

/// The greatest, the sum, and by compare-and-swap the product, of the threads' numbers 1, 2, ...
__global__ inline void at_one_place(int* greatest, double* sum, unsigned long long* product) {
  const unsigned long long mine = threadIdx.x + 1;
  atomicMax(greatest, static_cast<int>(mine));
  atomicAdd(sum, static_cast<double>(mine));
  for (unsigned long long seen = *product, before = 0; before != seen;) {
    before = seen;
    seen = atomicCAS(product, before, before * mine);
  }
}

/// Nothing, but waits for each other.
__global__ inline void wait_twice() {
  __syncthreads();
  __syncthreads();
}

// Kernels with faults.

__global__ inline void barrier_that_some_miss(int* out) {
  if (threadIdx.x < 40) __syncthreads();
  out[threadIdx.x] = 1;
}

__global__ inline void two_barriers() {
  if (threadIdx.x % 2 == 0) {
    __syncthreads();
  } else {
    __syncthreads();
  }
}

__global__ inline void shuffle_that_some_miss(int* out) {
  if (threadIdx.x != 7) out[threadIdx.x] = __shfl_xor_sync(0xffffffff, 1, 1);
}

__global__ inline void shuffle_without_itself(int* out) { out[threadIdx.x] = __shfl_xor_sync(0xfffffffe, 1, 1); }

__global__ inline void write_at(float* data, int i) { data[i] = 1; }

__global__ inline void write_behind_shared(float* out, int i) {
  __shared__ float numbers[8];
  numbers[i] = 1;
  *out = numbers[0];
}

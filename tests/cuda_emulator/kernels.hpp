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
  int* share = data + std::size_t{64} * blockIdx.x;
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
__global__ void read_unwritten(int* integer, float* number);

/// Which thread ran as the how manieth.
__global__ void order(int* place, int* counter);

/// Who I am, in every dimension.
__global__ void indices(uint3* thread, uint3* block);

/// Everything that lanes tell each other, of lane numbers.
__global__ void tell(int* out);

/// The greatest, the sum, and by compare-and-swap the product, of the threads' numbers 1, 2, ...
__global__ void at_one_place(int* greatest, double* sum, unsigned long long* product);

/// Nothing, but waits for each other.
__global__ void wait_twice();

// Kernels with faults.

/// Of 64 threads, the last 24 do not come to the barrier.
__global__ void barrier_that_some_miss(int* out);

/// The odd threads come to another barrier than the even ones.
__global__ void two_barriers();

/// Lane 7 does not come to the shuffle.
__global__ void shuffle_that_some_miss(int* out);

/// Lane 0 calls a shuffle that is not for it.
__global__ void shuffle_without_itself(int* out);

/// data[i] = 1.
__global__ void write_at(float* data, int i);

/// The same in a shared array of 8 numbers.
__global__ void write_in_shared(float* out, int i);

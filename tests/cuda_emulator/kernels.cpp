#include "kernels.hpp"

__global__ void read_unwritten(int* integer, float* number) {
  __shared__ int integers[32];
  __shared__ float numbers[32];
  integer[blockIdx.x * 32 + threadIdx.x] = integers[threadIdx.x];
  number[blockIdx.x * 32 + threadIdx.x] = numbers[threadIdx.x];
  __syncthreads();
  integers[threadIdx.x] = 1;
  numbers[threadIdx.x] = 1;
}

__global__ void order(int* place, int* counter) { place[threadIdx.x] = atomicAdd(counter, 1); }

__global__ void indices(uint3* thread, uint3* block) {
  const unsigned in_block = threadIdx.x + blockDim.x * (threadIdx.y + blockDim.y * threadIdx.z);
  const unsigned of_block = blockIdx.x + gridDim.x * (blockIdx.y + gridDim.y * blockIdx.z);
  const unsigned i = in_block + blockDim.x * blockDim.y * blockDim.z * of_block;
  thread[i] = threadIdx;
  block[i] = blockIdx;
}

__global__ void tell(int* out) {
  const int lane = static_cast<int>(threadIdx.x);
  int* mine = out + std::ptrdiff_t{9} * lane;
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

__global__ void at_one_place(int* greatest, double* sum, unsigned long long* product) {
  const unsigned long long mine = threadIdx.x + 1;
  atomicMax(greatest, static_cast<int>(mine));
  atomicAdd(sum, static_cast<double>(mine));
  for (unsigned long long seen = *product, before = 0; before != seen;) {
    before = seen;
    seen = atomicCAS(product, before, before * mine);
  }
}

__global__ void wait_twice() {
  __syncthreads();
  __syncthreads();
}

__global__ void barrier_that_some_miss(int* out) {
  if (threadIdx.x < 40) __syncthreads();
  out[threadIdx.x] = 1;
}

__global__ void two_barriers() {
  // NOLINTNEXTLINE(bugprone-branch-clone): not one barrier but two, which is the mistake
  if (threadIdx.x % 2 == 0) {
    __syncthreads();
  } else {
    __syncthreads();
  }
}

__global__ void shuffle_that_some_miss(int* out) {
  if (threadIdx.x != 7) out[threadIdx.x] = __shfl_xor_sync(0xffffffff, 1, 1);
}

__global__ void shuffle_without_itself(int* out) { out[threadIdx.x] = __shfl_xor_sync(0xfffffffe, 1, 1); }

__global__ void write_at(float* data, int i) { data[i] = 1; }

__global__ void write_in_shared(float* out, int i) {
  __shared__ float numbers[8];
  numbers[i] = 1;
  *out = numbers[0];
}

#pragma once

// The words that CUDA adds to C++. Functions are the same on both sides here, so most of them say nothing; __shared__
// is in shared_memory.hpp.

#define __global__
#define __device__
#define __host__
#define __launch_bounds__(...)
#define __forceinline__ inline __attribute__((always_inline))
#define __align__(bytes) __attribute__((aligned(bytes)))

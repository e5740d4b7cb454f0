#pragma once

#include <cuda_emulator/types.hpp>
#include <source_location>

// Who a thread is, and where all threads of its block meet. The indices are those of the thread that runs now.

extern uint3 threadIdx;
extern uint3 blockIdx;
extern dim3 blockDim;
extern dim3 gridDim;
inline constexpr int warpSize = 32;

/// Waits for all threads of the block. That one of them does not come is an error.
void __syncthreads(std::source_location where = std::source_location::current());

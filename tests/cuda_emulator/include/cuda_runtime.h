#pragma once

// A stand-in for the part of the CUDA runtime that d2l uses: with this folder on the include path, files written for
// nvcc are plain C++ whose kernels run on the CPU. See ../README.md.
#include <cuda_emulator/atomics.hpp>
#include <cuda_emulator/launch.hpp>
#include <cuda_emulator/qualifiers.hpp>
#include <cuda_emulator/runtime.hpp>
#include <cuda_emulator/shared_memory.hpp>
#include <cuda_emulator/threads.hpp>
#include <cuda_emulator/warp.hpp>

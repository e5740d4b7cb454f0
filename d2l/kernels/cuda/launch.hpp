#pragma once

#include <cstdint>
#include <cuda_runtime.h>
#include <string>
#include <tuple>

#include "d2l/core/device.hpp"
#include "d2l/core/error.hpp"
#include "d2l/kernels/cuda/error.hpp"
#include "d2l/kernels/cuda/graph.hpp"
#include "d2l/kernels/cuda/stream.hpp"

namespace d2l::cuda {

/// Starts a kernel on this thread's stream; it runs when all before it is done. `operation` names it in errors.
/// Throws ShapeError for more blocks than CUDA takes, which only an expanded tensor can need.
template <class... Parameters, class... Arguments>
void launch(const char* operation, Device device, std::int64_t blocks, unsigned threads_per_block,
            void (*kernel)(Parameters...), const Arguments&... arguments) {
  if (blocks == 0) return;
  if (blocks > INT32_MAX)
    throw ShapeError(std::string(operation) + ": this takes " + std::to_string(blocks) +
                     " blocks of threads, and a GPU starts at most 2147483647; split the tensor");
  auto& s = stream(device.index);
  const auto start_kernel = [operation, blocks, threads_per_block, kernel, order = s.handle,
                             parameters = std::tuple<Parameters...>(arguments...)] {
    cudaLaunchConfig_t config{};
    config.gridDim = dim3(static_cast<unsigned>(blocks));
    config.blockDim = dim3(threads_per_block);
    config.stream = order;
    std::apply([&](const auto&... each) { check(cudaLaunchKernelEx(&config, kernel, each...), operation); },
               parameters);
  };
  start(s, operation, start_kernel, kernel, blocks, threads_per_block, static_cast<Parameters>(arguments)...);
}

/// How many parts of at most `size` n is divided into.
constexpr std::int64_t divide_up(std::int64_t n, std::int64_t size) { return (n + size - 1) / size; }

}  // namespace d2l::cuda

#pragma once

#include <cstdint>

#include "d2l/kernels/cuda/launch.hpp"

namespace d2l::cuda {

template <class Body>
__global__ void call_for_each(std::int64_t n, const Body body) {
  const auto i = static_cast<std::int64_t>(blockIdx.x) * blockDim.x + threadIdx.x;
  if (i < n) body(i);
}

/// Calls `body(i)` on the device for each i from 0 to n - 1, all at once.
template <class Body>
void for_each(const char* operation, Device device, std::int64_t n, const Body& body) {
  constexpr unsigned threads = 256;
  launch(operation, device, divide_up(n, threads), threads, call_for_each<Body>, n, body);
}

}  // namespace d2l::cuda

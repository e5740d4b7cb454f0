#pragma once

#include "d2l/kernels/kernels.hpp"

// The devices of a build with CUDA; without it, the file of this name in kernels/no_cuda takes its place (CMake says
// which folder is searched).
namespace d2l::kernels {

/// Calls `f` with the kernels of x's device.
template <class T, class F>
void on(const Tensor<T>& x, const F& f) {
  if (x.device().is_cuda())
    f(Cuda());
  else
    f(Cpu());
}

}  // namespace d2l::kernels

#pragma once

#include <cuda_runtime.h>

namespace d2l::cuda {

// What makes one total out of two, and the total of nothing at all.

struct Add {
  template <class Total>
  __device__ static Total nothing() {
    return 0;
  }
  template <class Total>
  __device__ Total operator()(Total a, Total b) const {
    return a + b;
  }
};

struct Multiply {
  template <class Total>
  __device__ static Total nothing() {
    return 1;
  }
  template <class Total>
  __device__ Total operator()(Total a, Total b) const {
    return a * b;
  }
};

}  // namespace d2l::cuda

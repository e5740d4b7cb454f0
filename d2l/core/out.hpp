#pragma once

#include "d2l/core/tensor.hpp"

namespace d2l {

/// A tensor for the result of an op to be written into: `add(x, y, out(z))`. Its shape must be the result's.
template <class T>
struct Out {
  Tensor<T> tensor;
};
template <class T>
Out<T> out(const Tensor<T>& tensor) {
  return {tensor};
}

}  // namespace d2l

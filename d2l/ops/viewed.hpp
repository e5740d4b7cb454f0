#pragma once

#include "d2l/autograd/record.hpp"
#include "d2l/autograd/view_history.hpp"
#include "d2l/core/tensor.hpp"

namespace d2l {

/// A view of x's memory, recorded on the tape: `back(dy, x)` is its gradient in x's shape.
template <class T, class Back>
Tensor<T> viewed(const char* name, const Tensor<T>& x, std::int64_t offset, const Shape& shape, const Strides& strides,
                 const Back& back) {
  const Tensor<T> y(x.storage(), offset, shape, strides);
  if constexpr (std::floating_point<T>) {
    follow(y, x);
    record(name, y, {edge(x)}, [back](const Tensor<T>& dy, const Input<T>& x) { x.accumulate(back(dy, x)); });
  }
  return y;
}

}  // namespace d2l

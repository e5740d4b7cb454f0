#pragma once

#include <ostream>
#include <string>

#include "d2l/core/tensor.hpp"

namespace d2l {

/// The tensor as Python's `print(x)` shows one of PyTorch: four digits, columns of one width, `...` in the middle of
/// more than 1000 elements, and what is not the rule behind (`dtype=torch.float64`, `requires_grad=True`). Only the
/// names of `grad_fn` are ours: `grad_fn=<mul>`.
template <class T>
std::string to_string(const Tensor<T>& x);

template <class T>
std::ostream& operator<<(std::ostream& stream, const Tensor<T>& x) {
  return stream << to_string(x);
}

}  // namespace d2l

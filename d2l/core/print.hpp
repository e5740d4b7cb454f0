#pragma once

#include <ostream>
#include <string>

#include "d2l/core/tensor.hpp"

namespace d2l {

/// The tensor as Python's `print(x)` shows one of PyTorch: four digits, columns of one width, `...` in the middle of
/// more than 1000 elements, and at the end whatever differs from the default (`dtype=torch.float64`,
/// `requires_grad=True`). Only the names of `grad_fn` are ours: `grad_fn=<mul>`.
template <class T>
std::string to_string(const Tensor<T>& x);

template <class T>
std::ostream& operator<<(std::ostream& stream, const Tensor<T>& x) {
  return stream << to_string(x);
}

/// A shape or strides, `(2, 3)`; a device, `cuda:0`. (For fmt::print of all of these: d2l/core/fmt.hpp.)
std::ostream& operator<<(std::ostream& stream, const Dims& dims);
std::ostream& operator<<(std::ostream& stream, Device device);

}  // namespace d2l

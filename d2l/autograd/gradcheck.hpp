#pragma once

#include <functional>
#include <vector>

#include "d2l/core/tensor.hpp"

namespace d2l {

/// Compares the gradients that autograd gives with finite differences, (f(x + h) - f(x - h)) / 2h, for every element of
/// every input. The outputs of `f` are weighted by fixed numbers of both signs, so that no two errors cancel.
/// Returns the largest difference, each relative to max(1, |gradient|): below 1e-6 for a right gradient, in double.
/// The inputs may be views of any layout; they are changed on the way and restored. They and the outputs must lie on
/// the CPU, where each element can be changed by itself. Throws DeviceError for others.
double gradcheck(const std::function<Tensor<double>(const std::vector<Tensor<double>>&)>& f,
                 const std::vector<Tensor<double>>& inputs, double step = 1e-6);

}  // namespace d2l

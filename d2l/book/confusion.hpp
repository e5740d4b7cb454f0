#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "d2l/book/accuracy.hpp"
#include "d2l/core/tensor.hpp"
#include "d2l/data/batches.hpp"

namespace d2l {

/// How often each class was taken for each: row i, column j counts the examples of class i whose largest score is that
/// of class j (section 5.5). On the CPU.
Tensor<std::int64_t> confusion(const Classifier& net, const Batches& data, std::int64_t classes);

/// Prints a confusion matrix, with the names of the classes on the left and, on the right, the share of each that was
/// recognised.
void show_confusion(const Tensor<std::int64_t>& counts, const std::vector<std::string>& class_names);

}  // namespace d2l

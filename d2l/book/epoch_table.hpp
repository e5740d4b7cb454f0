#pragma once

#include <vector>

#include "d2l/core/tensor.hpp"
#include "d2l/program/record.hpp"

namespace d2l {

/// The outcomes of epochs as a table, for a file: a row for each with loss, train_acc, test_acc, test_loss, seconds,
/// lr, batch_size, limit and threads; NaN for what was not measured. Without start_up and first_batches.
Tensor<double> to_table(const std::vector<program::Epoch>& epochs);

/// The epochs of such a table. Throws FormatError for other columns, and for a value that cannot be, such as an
/// accuracy of 7.
std::vector<program::Epoch> from_table(const Tensor<double>& table);

}  // namespace d2l

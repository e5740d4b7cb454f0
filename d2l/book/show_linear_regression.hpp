#pragma once

#include "d2l/book/linear_regression.hpp"
#include "d2l/book/training.hpp"
#include "d2l/core/tensor.hpp"
#include "d2l/program/arguments.hpp"

namespace d2l {

/// The data of linear regression, and the parameters that made them.
struct SyntheticData {
  Tensor<> features, labels;
  LinearParameters truth;
};

/// The end of sections 3.2 and 3.3: prints the learned parameters beside the true ones and the closed-form solution,
/// saves the record, and draws the data and the course of the training where --plot asks for it.
void show_linear_regression(const LinearParameters& learned, const SyntheticData& data, const Training& training,
                            const program::Arguments& args);

}  // namespace d2l

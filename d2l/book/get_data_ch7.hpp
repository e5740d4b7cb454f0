#pragma once

#include "d2l/core/tensor.hpp"
#include "d2l/program/arguments.hpp"

namespace d2l {

/// Examples to predict numbers from: features (n, d) and labels (n).
struct RegressionData {
  Tensor<> features, labels;
};

/// The 1500 examples of five features that chapter 7 learns from (section 7.3). With `--data airfoil` they are the
/// first of NASA's measurements of airfoil self-noise, each column of the whole table with mean 0 and deviation 1;
/// throws FileError where the dataset cannot be had, and FormatError where its file is damaged. Otherwise they are
/// drawn to be like them: two of the features are correlated, and the labels have noise.
RegressionData get_data_ch7(const program::Arguments& args);

/// The first `n` rows of a table as examples, the last column as labels: each column minus its mean, divided by its
/// deviation (that of a sample, with divisor n - 1), in double. Throws ValueError for a column whose numbers are all
/// equal, or whose deviation is not finite.
RegressionData standardized(const Tensor<double>& table, std::int64_t n);

}  // namespace d2l

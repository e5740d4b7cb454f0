#pragma once

#include <vector>

#include "d2l/book/course.hpp"
#include "d2l/book/get_data_ch7.hpp"
#include "d2l/book/linear_regression.hpp"
#include "d2l/book/trainer.hpp"
#include "d2l/book/training.hpp"
#include "d2l/program/arguments.hpp"

namespace d2l {

/// The results of a training of linear regression.
struct Regression {
  LinearParameters learned;
  double start;  ///< the loss of all examples before the first step
  std::vector<program::Epoch> epochs;
  Course course;
};

/// Trains linear regression from scratch, on batches in random order, with a trainer at the rate args.lr (section 7.3).
/// w is drawn from N(0, 0.01²), b is 0, the loss of a batch is the mean of (ŷ - y)²/2. Prints a line after each epoch,
/// with the loss of all examples, unless `lines` hides them. Begins, resumes and saves as the options ask (Training).
Regression train_ch7(const Trainer& trainer, const RegressionData& data, const program::Arguments& args,
                     Training::Lines lines = Training::Lines::shown);

/// The same with nn::Linear and half of nn::MSELoss (section 7.3, concise).
Regression train_concise_ch7(const Trainer& trainer, const RegressionData& data, const program::Arguments& args,
                             Training::Lines lines = Training::Lines::shown);

}  // namespace d2l

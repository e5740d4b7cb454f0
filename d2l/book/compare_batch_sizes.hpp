#pragma once

#include "d2l/book/train_ch7.hpp"
#include "d2l/program/arguments.hpp"

namespace d2l {

/// train_ch7 or train_concise_ch7.
using TrainCh7 = Regression(const Trainer& trainer, const RegressionData& data, const program::Arguments& args,
                            Training::Lines lines);

/// The end of section 7.3: trains twice more, by gradient descent (all examples in each step, rate 1, 6 epochs) and by
/// sgd (one example in each step, rate 0.005, 2 epochs), prints what these and the minibatches achieved, and draws all
/// three by epochs and by seconds where --plot asks for it.
///
/// They run after the program's own training, whose random numbers are the same with them and without. They run without
/// --plot, too: the seconds are half of the lesson. Neither is saved in a file.
void compare_batch_sizes(TrainCh7& train, const Trainer& trainer, const RegressionData& data,
                         const Regression& minibatches, const program::Arguments& args);

}  // namespace d2l

#pragma once

#include <vector>

#include "d2l/book/accuracy.hpp"
#include "d2l/data/batches.hpp"
#include "d2l/nn/layer.hpp"
#include "d2l/optim/optimizer.hpp"
#include "d2l/program/arguments.hpp"
#include "d2l/program/record.hpp"

namespace d2l {

/// Trains a network on images by the cross-entropy of its scores (section 5.5), as train_ch3 does. Where an epoch will
/// take more than ten minutes, a line on standard error says so after the first batches, and how long it will take,
/// since the reader may want smaller images or fewer; and where all scores of the last epoch were equal, a line says
/// why nothing is learned (for ten classes). The parameters must exist already, and the optimizer must have been made
/// for them.
std::vector<program::Epoch> train_ch5(nn::Layer& net, const Batches& train_iter, const Batches& test_iter,
                                      optim::Optimizer& optimizer, const program::Arguments& args);

}  // namespace d2l

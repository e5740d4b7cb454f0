#pragma once

#include <cstdint>

#include <d2l/book/training.hpp>
#include <d2l/core/generator.hpp>
#include <d2l/nn/linear.hpp>
#include <d2l/ops/ops.hpp>
#include <d2l/optim/sgd.hpp>

/// What a program named test without a progress bar was asked for.
inline d2l::program::Arguments training_arguments(std::int64_t epochs) {
  d2l::program::Arguments args;
  args.program = "test";
  args.progress = false;
  args.epochs = epochs;
  return args;
}

/// Trains by momentum on batches that are drawn anew, so that all parts of the state matter. At its end
/// `look(net, training)`, and nothing that asks for memory of its own.
template <class Look>
void train_small(const d2l::program::Arguments& args, const Look& look) {
  d2l::manual_seed(1);
  d2l::nn::Linear net(3, 1);
  d2l::optim::SGD trainer(net.parameters(), {.lr = 0.01, .momentum = 0.9});
  d2l::Training training(args, d2l::Training::Lines::hidden);
  for (auto epoch = training.begin(net.named_parameters(), trainer); epoch <= args.epochs; ++epoch) {
    training.start(epoch, 1);
    trainer.zero_grad();
    const auto l = square(net(d2l::randn({4, 3})) - 1).mean();
    l.backward();
    trainer.step();
    training.batch(l);
    training.finish({.loss = static_cast<double>(epoch), .test_loss = 0.5});
  }
  look(net, training);
}

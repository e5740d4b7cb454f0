#include "d2l/book/train_ch7.hpp"

#include <functional>
#include <string>

#include "d2l/autograd/backward.hpp"
#include "d2l/autograd/grad_mode.hpp"
#include "d2l/book/normal_linear.hpp"
#include "d2l/core/tensor.hpp"
#include "d2l/data/data_loader.hpp"
#include "d2l/data/tensor_dataset.hpp"
#include "d2l/nn/loss.hpp"
#include "d2l/ops/ops.hpp"

namespace d2l {
namespace {

// A model in either style: the loss of a batch, the weights (d elements) and the bias, and their names.
struct Model {
  std::function<Tensor<>(const Tensor<>& X, const Tensor<>& y)> loss;
  Tensor<> w, b;
  std::string w_name, b_name;
};

float loss_of_all(const RegressionData& data, const Tensor<>& w, const Tensor<>& b) {
  const NoGrad no_grad;
  return squared_loss(linreg(data.features, w.view({-1, 1}), b), data.labels).mean().item();
}

Regression train(const Model& model, const Trainer& make_trainer, const RegressionData& data,
                 const program::Arguments& args, Training::Lines lines) {
  const auto& [loss, w, b, w_name, b_name] = model;
  const auto trainer = make_trainer({w, b}, args.lr);
  const DataLoader train_iter(TensorDataset(data.features, data.labels), args.batch_size, Order::sampled);

  // The loss before the first step is kept with the parameters, so that a training that goes on still knows it.
  const auto start = zeros({});
  Training training(args, lines);
  auto epoch = training.begin({{w_name, w}, {b_name, b}, {"start", start}}, *trainer);
  if (epoch == 1) start.fill_(loss_of_all(data, w, b));
  CourseRecorder recorder(
      {w, b}, [&](const auto& then) { return loss_of_all(data, then[0], then[1]); }, args.batch_size);
  recorder.begin(start.item(), training.epochs());

  for (; epoch <= args.epochs; ++epoch) {
    training.start(epoch, train_iter.size());
    recorder.start();
    for (const auto& [X, y] : train_iter) {
      const auto l = loss(X, y);
      trainer->zero_grad();
      l.backward();
      trainer->step();
      training.batch(l);
      recorder.batch();
    }
    training.finish({.loss = loss_of_all(data, w, b)});
    recorder.finish(training.epochs().back());
  }
  return {{w.detach(), b.item()}, start.item(), training.epochs(), recorder.course()};
}

}  // namespace

Regression train_ch7(const Trainer& trainer, const RegressionData& data, const program::Arguments& args,
                     Training::Lines lines) {
  const auto w = normal(0, 0.01, {data.features.size(1), 1}).requires_grad_();
  const auto b = zeros({1}).requires_grad_();
  const auto loss = [&](const Tensor<>& X, const Tensor<>& y) { return squared_loss(linreg(X, w, b), y).mean(); };
  return train({loss, w, b, "w", "b"}, trainer, data, args, lines);
}

Regression train_concise_ch7(const Trainer& trainer, const RegressionData& data, const program::Arguments& args,
                             Training::Lines lines) {
  auto net = normal_linear(data.features.size(1), 1);
  const auto loss = [&, mse = nn::MSELoss{}](const Tensor<>& X, const Tensor<>& y) {
    return mse(net(X), y.view({-1, 1})) / 2;
  };
  return train({loss, net.weight, net.bias, "weight", "bias"}, trainer, data, args, lines);
}

}  // namespace d2l

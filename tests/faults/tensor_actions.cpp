#include <future>
#include <memory>
#include <stdexcept>

#include <d2l/d2l.hpp>

#include "action.hpp"

using namespace d2l;

namespace {

// A small network with its data; what a step comes to from its initial state.
struct Lesson {
  nn::Sequential net{nn::Linear(3, 4), nn::ReLU{}, nn::Linear(4, 2)};
  optim::SGD trainer{net.parameters(), {.lr = 0.1, .momentum = 0.9, .weight_decay = 0.1}};
  Tensor<> X = randn({5, 3});
  Tensor<std::int64_t> y = tensor<std::int64_t>({0, 1, 1, 0, 1});
  NamedTensors initial = copied();
  std::vector<std::vector<float>> expected = step();

  NamedTensors copied() {
    NamedTensors copies;
    for (const auto& [name, parameter] : net.named_parameters()) copies.emplace_back(name, parameter.detach().clone());
    return copies;
  }

  // The gradients, and the parameters after the step.
  std::vector<std::vector<float>> step() {
    trainer = optim::SGD(net.parameters(), {.lr = 0.1, .momentum = 0.9, .weight_decay = 0.1});
    trainer.zero_grad();
    const auto loss = nn::CrossEntropyLoss{}(net(X), y);
    loss.backward();
    trainer.step();
    std::vector<std::vector<float>> values;
    for (const auto& parameter : net.parameters()) {
      values.push_back(parameter.grad().to_vector());
      values.push_back(parameter.detach().to_vector());
    }
    return values;
  }

  void repeat() {
    net.load_state_dict(initial);
    if (step() != expected) throw std::logic_error("a step after the fault has other values");
  }
};

// Ops of many kinds, forwards and backwards, whose leaves outlive a fault.
struct Ops {
  Tensor<> x = rand({3, 4}).requires_grad_(), w = rand({3, 4}).requires_grad_();
  std::vector<float> expected = gradient();

  std::vector<float> gradient() {
    x.clear_grad();
    w.clear_grad();
    (x * w).sum().backward();
    const auto y = cat<float>({exp(x).slice(0, 0, 2), x.log()}, 0);
    const auto z = stack<float>({y, y.clone()}, 0).permute({1, 2, 0}).reshape({-1, 2});
    (softmax(z, 1).sum(0, keepdim) * z.mean() + matmul(z, rand({2, 2}) * 0 + 1)).sum().backward();
    return (x.grad() + w.grad()).to_vector();
  }

  void repeat() {
    if (gradient() != expected) throw std::logic_error("the gradient after the fault is another");
  }
};

}  // namespace

std::vector<Action> tensor_actions() {
  manual_seed(1);
  const auto lesson = std::make_shared<Lesson>();
  const auto ops = std::make_shared<Ops>();
  std::vector<Action> actions;
  actions.push_back({.name = "a step of a training",
                     .run = [=] { return lesson->repeat(), true; },
                     .repeat = [=] { lesson->repeat(); }});
  actions.push_back({.name = "ops and their gradients",
                     .run =
                         [=] {  // in a thread that has done no backward before, whose memory it would use
                           std::async(std::launch::async, [=] { ops->repeat(); }).get();
                           return true;
                         },
                     .repeat = [=] { ops->repeat(); }});
  actions.push_back({.name = "an epoch of a data loader", .run = [] {
                       manual_seed(1);
                       const DataLoader data(TensorDataset(arange<float>(10).view({10, 1}), arange<float>(10)), 4,
                                             Order::sampled);
                       float sum = 0;
                       for (const auto& [X, y] : data) sum += (X.view({-1}) + y).sum().item();
                       if (sum != 90) throw std::logic_error("not every example, once");
                       return true;
                     }});
  return actions;
}

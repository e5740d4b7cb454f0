#include "contenders.hpp"

namespace d2l::race {
namespace {

template <class Optimizer>
Contender contender(std::string name, typename Optimizer::Options options) {
  const Trainer trainer = [options](const Trainer::Parameters& parameters, double lr) {
    auto with_rate = options;
    with_rate.lr = lr;
    return Optimizer(parameters, with_rate);
  };
  return {std::move(name), trainer, options.lr};
}

}  // namespace

std::vector<Contender> contenders() {
  return {contender<optim::SGD>("sgd", {.lr = 0.1}),
          contender<optim::SGD>("momentum", {.lr = 0.01, .momentum = 0.9}),
          contender<optim::SGD>("nesterov", {.lr = 0.01, .momentum = 0.9, .nesterov = true}),
          contender<optim::Adagrad>("adagrad", {}),
          contender<optim::RMSprop>("rmsprop", {}),
          contender<optim::Adadelta>("adadelta", {}),
          contender<optim::Adam>("adam", {}),
          contender<optim::AdamW>("adamw", {})};
}

}  // namespace d2l::race

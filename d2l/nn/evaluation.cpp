#include "d2l/nn/evaluation.hpp"

namespace d2l::nn {

Evaluation::Evaluation(Module* module) {
  if (!module) return;
  module->apply([this](Module& each) { before_.emplace_back(&each, each.training_); });
  module->eval();
}

Evaluation::~Evaluation() {
  for (const auto& [module, training] : before_) module->training_ = training;
}

}  // namespace d2l::nn

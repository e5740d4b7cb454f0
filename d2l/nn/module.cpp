#include "d2l/nn/module.hpp"

#include <algorithm>

namespace d2l::nn {
namespace {

struct Lister final : Visitor {
  std::vector<std::pair<std::string, Tensor<>>> found;
  std::string path;

  void operator()(const std::string& name, Parameter& parameter) override {
    const auto same = [&](const auto& entry) { return entry.second.is(parameter); };
    if (parameter.defined() && std::ranges::none_of(found, same)) found.emplace_back(path + name, parameter);
  }
  void operator()(const std::string& name, Module& module) override {
    const auto outer = path;
    path += name + ".";
    module.visit(*this);
    path = outer;
  }
};

struct ModeSetter final : Visitor {
  explicit ModeSetter(bool on) : training(on) {}
  bool training;
  void operator()(const std::string& /*name*/, Parameter& /*parameter*/) override {}
  void operator()(const std::string& /*name*/, Module& module) override { module.train(training); }
};

}  // namespace

std::vector<std::pair<std::string, Tensor<>>> Module::named_parameters() {
  Lister lister;
  visit(lister);
  return std::move(lister.found);
}

std::vector<Tensor<>> Module::parameters() {
  std::vector<Tensor<>> result;
  for (auto& [name, parameter] : named_parameters()) result.push_back(parameter);
  return result;
}

void Module::train(bool on) {
  training_ = on;
  ModeSetter below(on);
  visit(below);
}

void Module::zero_grad() {
  for (const auto& parameter : parameters()) parameter.clear_grad();
}

}  // namespace d2l::nn

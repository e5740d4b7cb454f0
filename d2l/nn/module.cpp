#include "d2l/nn/module.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "d2l/io/state.hpp"

namespace d2l::nn {
namespace {

// A visitor that knows by which path it came to where it is.
class Walker : public Visitor {
 protected:
  std::string path_to(const std::string& name) const { return path_ + name; }
  void module(const std::string& name, Module& member) override {
    const auto outer = path_;
    path_ += name + ".";
    member.visit(*this);
    path_ = outer;
  }
  void uninitialized(const std::string& name) override {
    throw ValueError(fmt::format(
        "'{}' has no shape before the first batch: call the net once, on zeros of an input's shape", path_to(name)));
  }

 private:
  std::string path_;
};

struct ParameterLister final : Walker {
  std::vector<std::pair<std::string, Tensor<>>> found;
  void parameter(const std::string& name, Parameter& member) override {
    const auto same = [&](const auto& entry) { return entry.second.is(member); };
    if (member.defined() && std::ranges::none_of(found, same)) found.emplace_back(path_to(name), member);
  }
};

struct BufferLister : Walker {
  NamedTensors found;
  void buffer(const std::string& name, AnyBuffer& member) override {
    if (member.is_there()) found.emplace_back(path_to(name), member.values());
  }
};

struct StateLister final : BufferLister {
  void parameter(const std::string& name, Parameter& member) override {
    if (member.defined()) found.emplace_back(path_to(name), member.detach());
  }
};

// Goes to the modules right below, and leaves it to `f` whether to go further.
struct ForModules final : Visitor {
  explicit ForModules(std::function<void(Module&)> what) : f(std::move(what)) {}
  std::function<void(Module&)> f;
  void module(const std::string& /*name*/, Module& member) override { f(member); }
};

struct Mover final : Visitor {
  explicit Mover(Device where) : device(where) {}
  Device device;
  void parameter(const std::string& /*name*/, Parameter& member) override {
    if (!member.defined() || member.device() == device) return;
    const bool is_trained = member.requires_grad();
    member = Parameter(member.detach().to(device));
    member.requires_grad_(is_trained);
  }
  void buffer(const std::string& /*name*/, AnyBuffer& member) override { member.move_to(device); }
  void module(const std::string& /*name*/, Module& member) override { member.visit(*this); }
};

}  // namespace

std::vector<std::pair<std::string, Tensor<>>> Module::named_parameters() const {
  expect_complete();
  ParameterLister lister;
  to_look_at().visit(lister);
  return std::move(lister.found);
}

std::vector<Tensor<>> Module::parameters() const {
  std::vector<Tensor<>> result;
  for (auto& [name, parameter] : named_parameters()) result.push_back(parameter);
  return result;
}

NamedTensors Module::named_buffers() const {
  expect_complete();
  BufferLister lister;
  to_look_at().visit(lister);
  return std::move(lister.found);
}

Tensor<> Module::get_parameter(const std::string& name) const {
  std::string names;
  for (const auto& [other, parameter] : named_parameters()) {
    if (other == name) return parameter;
    names += (names.empty() ? "" : ", ") + other;
  }
  throw ValueError(fmt::format("get_parameter: there is no '{}' among: {}", name, names));
}

NamedTensors Module::state_dict() const {
  expect_complete();
  StateLister lister;
  to_look_at().visit(lister);
  return std::move(lister.found);
}

// It changes the numbers, if no member, as zero_grad does the gradients: neither is for a const module.
// NOLINTNEXTLINE(readability-make-member-function-const)
void Module::load_state_dict(const NamedTensors& state) {
  const auto own = state_dict();
  if (own.empty()) throw ValueError("load_state_dict: " + name() + " has no parameters or buffers to load");
  copy_state("load_state_dict", state, own);
}

void Module::apply(const std::function<void(Module&)>& f) {
  expect_complete();
  ForModules below([&](Module& module) { module.apply(f); });
  visit(below);
  f(*this);
}

void Module::train(bool on) {
  apply([on](Module& module) { module.training_ = on; });
}

Module& Module::in_evaluation() const {
  if (training_)
    throw ValueError(name() +
                     ": a const module is called in evaluation only, where nothing changes; call eval() before");
  if (whole_at_ != members_made()) {
    named_parameters();  // throws for a LazyLinear that would draw them now
    whole_at_ = members_made();
  }
  return to_look_at();
}

void Module::to(Device device) {
  expect_complete();
  Mover mover(device);
  visit(mover);
}

// NOLINTNEXTLINE(readability-make-member-function-const)
void Module::zero_grad() {
  for (const auto& parameter : parameters()) parameter.clear_grad();
}

}  // namespace d2l::nn

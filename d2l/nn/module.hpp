#pragma once

#include <string>
#include <utility>
#include <vector>

#include "d2l/core/tensor.hpp"
#include "d2l/ops/methods.hpp"

namespace d2l::nn {

class Module;

/// A tensor that training changes. It requires grad, and it belongs to its module: a copy of the module gets a copy of
/// the numbers. (To share a parameter, share the module.)
class Parameter : public Tensor<> {
 public:
  Parameter() = default;
  Parameter(Tensor<> values) : Tensor<>(std::move(values)) { requires_grad_(); }
  Parameter(const Parameter& other) : Tensor<>(other.defined() ? Parameter(other.detach().clone()) : Parameter()) {}
  Parameter(Parameter&&) = default;
  Parameter& operator=(Parameter other) noexcept {
    static_cast<Tensor<>&>(*this) = std::move(static_cast<Tensor<>&>(other));
    return *this;
  }
  ~Parameter() = default;
};

/// What goes through a module's members: each of its parameters and modules, by name.
class Visitor {
 public:
  virtual ~Visitor() = default;
  virtual void operator()(const std::string& name, Parameter& parameter) = 0;
  virtual void operator()(const std::string& name, Module& module) = 0;
};

/// A layer, or a network of them (section 4.1): a function with parameters. A new one needs two functions:
///
///     struct Scale : nn::Module {
///       nn::Parameter factor = ones({1});
///       Tensor<> forward(const Tensor<>& X) override { return factor * X; }
///       void visit(nn::Visitor& v) override { v("factor", factor); }
///     };
///
/// Modules are values: a copy has parameters of its own, with the same numbers.
class Module {
 public:
  Module() = default;
  virtual ~Module() = default;

  /// The output for a batch of inputs.
  virtual Tensor<> forward(const Tensor<>& X) = 0;
  Tensor<> operator()(const Tensor<>& X) { return forward(X); }

  /// Shows `v` each parameter and module that this one is made of; nothing for a module without.
  virtual void visit(Visitor& /*v*/) {}

  /// All parameters, with names such as `1.weight`: the path of the modules that lead there. One that is reached by two
  /// paths is listed once.
  std::vector<std::pair<std::string, Tensor<>>> named_parameters();
  std::vector<Tensor<>> parameters();

  /// Says whether this module and all below are being trained; dropout, for one, behaves otherwise in use
  /// (section 3.13).
  void train(bool on = true);
  void eval() { train(false); }
  bool training() const { return training_; }

  /// Forgets all gradients.
  void zero_grad();

 protected:
  // Copied and moved as part of a concrete module only.
  Module(const Module&) = default;
  Module(Module&&) = default;
  Module& operator=(const Module&) = default;
  Module& operator=(Module&&) = default;

 private:
  bool training_ = true;
};

}  // namespace d2l::nn

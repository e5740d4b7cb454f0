#pragma once

#include <concepts>
#include <functional>
#include <type_traits>
#include <utility>

#include "d2l/core/tensor.hpp"
#include "d2l/data/batches.hpp"
#include "d2l/nn/module.hpp"

namespace d2l {

/// How many examples have their largest score at their label, for scores ŷ (n, classes) and labels y (n): a number, of
/// shape (), on the device of both.
Tensor<std::int64_t> hits(const Tensor<>& y_hat, const Tensor<std::int64_t>& y);

/// The share of the examples whose largest score is that of their label, for scores ŷ (n, classes) and labels y (n)
/// (section 3.6).
double accuracy(const Tensor<>& y_hat, const Tensor<std::int64_t>& y);

/// A classifier as a function from a batch to its scores: from scratch, a lambda of X, or of X and whether the net is
/// being trained (for dropout); concise, a module, which must outlive it.
class Classifier {
 public:
  template <class F>
  requires(!std::derived_from<F, nn::Module> && std::is_invocable_r_v<Tensor<>, const F&, const Tensor<>&>)
  Classifier(F forward)
      : forward_([forward = std::move(forward)](const Tensor<>& X, bool /*training*/) { return forward(X); }) {}
  template <class F>
  requires(!std::derived_from<F, nn::Module> && std::is_invocable_r_v<Tensor<>, const F&, const Tensor<>&, bool>)
  Classifier(F forward) : forward_(std::move(forward)) {}
  template <std::derived_from<nn::Module> M>
  requires(!std::is_const_v<M> && std::is_invocable_r_v<Tensor<>, M&, const Tensor<>&>)
  Classifier(M& module)
      : forward_([&module](const Tensor<>& X, bool /*training*/) { return module(X); }), module_(&module) {}

  /// The scores in training; whether it is in training, a module knows by itself.
  Tensor<> operator()(const Tensor<>& X) const { return forward_(X, true); }
  /// The scores in use: to be called while an nn::Evaluation of its module lives.
  Tensor<> evaluate(const Tensor<>& X) const { return forward_(X, false); }
  /// The module; nullptr from scratch.
  nn::Module* module() const { return module_; }

 private:
  std::function<Tensor<>(const Tensor<>&, bool)> forward_;
  nn::Module* module_ = nullptr;
};

/// The accuracy of `net` over all batches, without recording gradients and with dropout off (section 3.6); afterwards
/// the net is back in the mode that it was in. Throws ValueError where there is no example.
double evaluate_accuracy(const Batches& data, const Classifier& net);

}  // namespace d2l

#pragma once

#include <functional>

#include "d2l/core/tensor.hpp"
#include "d2l/data/fashion_mnist.hpp"
#include "d2l/nn/module.hpp"

namespace d2l {

/// How many examples have their largest score at their label, for scores ŷ (n, classes) and labels y (n): a number, of
/// shape (), on the device of both.
Tensor<std::int64_t> hits(const Tensor<>& y_hat, const Tensor<std::int64_t>& y);

/// The share of the examples whose largest score is that of their label, for scores ŷ (n, classes) and labels y (n)
/// (section 3.6).
double accuracy(const Tensor<>& y_hat, const Tensor<std::int64_t>& y);

/// A classifier as a function from a batch to its scores: from scratch a lambda of X, or of X and whether the net is
/// being trained (for dropout); concise an nn::Module. It is being trained until `train(false)`.
class Classifier {
 public:
  template <class F>
    requires std::is_invocable_r_v<Tensor<>, const F&, const Tensor<>&>
  Classifier(F forward)
      : forward_([forward = std::move(forward)](const Tensor<>& X, bool /*training*/) { return forward(X); }) {}
  template <class F>
    requires std::is_invocable_r_v<Tensor<>, const F&, const Tensor<>&, bool>
  Classifier(F forward) : forward_(std::move(forward)) {}
  Classifier(nn::Module& module)
      : forward_([&module](const Tensor<>& X, bool /*training*/) { return module(X); }), module_(&module) {}

  Tensor<> operator()(const Tensor<>& X) const { return forward_(X, training_); }
  void train(bool on) const {
    training_ = on;
    if (module_) module_->train(on);
  }

 private:
  std::function<Tensor<>(const Tensor<>&, bool)> forward_;
  nn::Module* module_ = nullptr;
  mutable bool training_ = true;  // the mode of whoever uses it, no part of the function
};

/// The accuracy of `net` over all batches, without recording gradients and with dropout off (section 3.6).
double evaluate_accuracy(const FashionMnistLoader& data, const Classifier& net);

}  // namespace d2l

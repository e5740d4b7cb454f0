#pragma once

#include <string>

#include "d2l/nn/layer.hpp"

namespace d2l::nn {

/// A layer on images that learns from its first batch (n, channels, …) how many channels come in, and draws its initial
/// values then (section 4.3): LazyConv2d, LazyBatchNorm2d, …. Until then it has no parameters to list: make the
/// optimizer after the first call.
///
/// Of the layer L it needs `is_there()`, whether it has its numbers; `channels_of(X)`, which throws ShapeError for a
/// batch that L does not take; `initialize(channels)`, which makes the numbers; `names()`, what they will be called;
/// and `class_name`.
template <class L>
class Lazy : public L {
 public:
  /// Throws ShapeError for a first batch with a number of axes that L does not take; it still has no parameters then.
  Tensor<> forward(const Tensor<>& X) override {
    if (!this->is_there()) this->initialize(this->channels_of(X));
    return L::forward(X);
  }
  void visit(Visitor& v) override {
    if (this->is_there()) return L::visit(v);
    for (const auto* const each : this->names()) v.uninitialized(each);
  }
  /// The name of the layer, without `Lazy` once it has its numbers.
  std::string name() const override { return std::string(this->is_there() ? "" : "Lazy") + L::class_name; }

 protected:
  using L::L;
};

}  // namespace d2l::nn

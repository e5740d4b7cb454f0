#pragma once

#include "d2l/nn/layer.hpp"

namespace d2l::nn {

/// Sets each element to 0 with probability p while training, and divides the others by 1 - p, so that the expectation
/// stays; in evaluation X passes as it is (section 3.13; Srivastava et al. 2014).
class Dropout : public Layer {
 public:
  /// Which draws decide: those of PyTorch's Dropout, or one `rand` an element below 1 - p, as the section does by hand.
  enum class Mask { bernoulli, uniform };

  /// Throws ValueError for a p outside 0 to 1.
  explicit Dropout(double p = 0.5, Mask mask = Mask::bernoulli);
  Tensor<> forward(const Tensor<>& X) override;
  std::string extra_repr() const override;

 private:
  double p_;
  Mask mask_;
};

}  // namespace d2l::nn

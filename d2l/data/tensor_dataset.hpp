#pragma once

#include <string>
#include <utility>

#include "d2l/core/tensor.hpp"
#include "d2l/ops/methods.hpp"

namespace d2l {

/// Examples held as tensors: the i-th is (X[i], y[i]). Throws ShapeError where their numbers differ.
template <class U = float>
class TensorDataset {
 public:
  using Batch = std::pair<Tensor<>, Tensor<U>>;

  TensorDataset(Tensor<> X, Tensor<U> y) : X_(std::move(X)), y_(std::move(y)) {
    if (X_.dim() == 0 || y_.dim() == 0 || X_.size(0) != y_.size(0))
      throw ShapeError("TensorDataset: features of shape " + to_string(X_.shape()) + " and labels of shape " +
                       to_string(y_.shape()) + " do not have as many examples");
  }

  std::int64_t size() const { return X_.size(0); }
  /// The examples that `index` names, in that order.
  Batch batch(const Tensor<std::int64_t>& index) const {
    return {X_.index_select(0, index), y_.index_select(0, index)};
  }

 private:
  Tensor<> X_;
  Tensor<U> y_;
};

}  // namespace d2l

#pragma once

#include <string>
#include <utility>

#include "d2l/core/tensor.hpp"

namespace d2l {

/// Throws ShapeError unless features and labels of these shapes are equally many.
inline void expect_as_many(const char* whose, const Shape& features, const Shape& labels) {
  if (features.empty() || labels.empty() || features[0] != labels[0])
    throw ShapeError(std::string(whose) + ": features of shape " + to_string(features) + " and labels of shape " +
                     to_string(labels) + " do not have as many examples");
}

/// Examples held as tensors: the i-th is (X[i], y[i]). Throws ShapeError where their numbers differ.
template <class U = float>
class TensorDataset {
 public:
  using Batch = std::pair<Tensor<>, Tensor<U>>;

  TensorDataset(Tensor<> X, Tensor<U> y) : X_(std::move(X)), y_(std::move(y)) {
    expect_as_many("TensorDataset", X_.shape(), y_.shape());
  }

  std::int64_t size() const { return X_.size(0); }
  /// The examples that `index` names, in that order.
  Batch batch(const Tensor<std::int64_t>& index) const {
    return {X_.index_select(0, index.to(X_.device())), y_.index_select(0, index.to(y_.device()))};
  }

 private:
  Tensor<> X_;
  Tensor<U> y_;
};

}  // namespace d2l

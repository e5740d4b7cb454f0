#pragma once

#include <cstddef>
#include <iterator>
#include <utility>

#include "d2l/core/tensor.hpp"
#include "d2l/data/epoch_order.hpp"
#include "d2l/data/tensor_dataset.hpp"
#include "d2l/ops/methods.hpp"

namespace d2l {

/// The examples (X, y) in random order, `batch_size` at a time, the last batch smaller where they do not come out even
/// (section 3.2): `for (auto [X, y] : data_iter(batch_size, features, labels))`. Each loop over it draws a new order,
/// one `randperm(n)`. Throws ValueError for a batch size below 1, ShapeError where the
/// features and the labels are not as many.
template <class U>
class data_iter {
 public:
  data_iter(std::int64_t batch_size, Tensor<> features, Tensor<U> labels)
      : batch_size_(batch_size), features_(std::move(features)), labels_(std::move(labels)) {
    if (batch_size < 1)
      throw ValueError("data_iter: a batch size of " + std::to_string(batch_size) + "; it must be at least 1");
    expect_as_many("data_iter", features_.shape(), labels_.shape());
  }

  /// The number of batches of an epoch.
  std::int64_t size() const { return (features_.size(0) + batch_size_ - 1) / batch_size_; }

  class Iterator {
   public:
    using value_type = std::pair<Tensor<>, Tensor<U>>;
    using difference_type = std::ptrdiff_t;

    explicit Iterator(const data_iter& of)
        : of_(&of),
          batches_(epoch_order(of.features_.size(0), Order::permuted).to(of.features_.device()).split(of.batch_size_)) {
    }
    value_type operator*() const {
      return {of_->features_.index_select(0, batches_[i_]), of_->labels_.index_select(0, batches_[i_])};
    }
    Iterator& operator++() {
      ++i_;
      return *this;
    }
    void operator++(int) { ++i_; }
    bool operator==(std::default_sentinel_t /*end*/) const {
      return i_ == batches_.size() || batches_[i_].numel() == 0;
    }

   private:
    const data_iter* of_;
    std::vector<Tensor<std::int64_t>> batches_;
    std::size_t i_ = 0;
  };

  Iterator begin() const { return Iterator(*this); }
  std::default_sentinel_t end() const { return {}; }

 private:
  std::int64_t batch_size_;
  Tensor<> features_;
  Tensor<U> labels_;
};

}  // namespace d2l

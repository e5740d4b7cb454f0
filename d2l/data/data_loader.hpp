#pragma once

#include <cstddef>
#include <iterator>
#include <string>
#include <utility>

#include "d2l/core/tensor.hpp"
#include "d2l/data/epoch_order.hpp"
#include "d2l/ops/copy.hpp"

namespace d2l {

/// Goes through a dataset in batches: `for (auto [X, y] : train_iter)`. Each loop is an epoch; where the loader
/// shuffles, each has an order of its own, and it is the order that PyTorch's DataLoader draws from the same seed. The
/// last batch is smaller where the examples do not come out even.
///
/// A Dataset has `size()` and `batch(index)`, which gives the examples that a vector of indices names.
template <class Dataset>
class DataLoader {
 public:
  /// Throws ValueError for a batch size below 1.
  DataLoader(Dataset dataset, std::int64_t batch_size, Order order = Order::sequential)
      : dataset_(std::move(dataset)), batch_size_(batch_size), order_(order) {
    if (batch_size < 1)
      throw ValueError("DataLoader: a batch size of " + std::to_string(batch_size) + "; it must be at least 1");
  }

  const Dataset& dataset() const { return dataset_; }
  std::int64_t batch_size() const { return batch_size_; }
  /// The number of batches of an epoch.
  std::int64_t size() const { return (dataset_.size() + batch_size_ - 1) / batch_size_; }

  class Iterator {
   public:
    using value_type = typename Dataset::Batch;
    using difference_type = std::ptrdiff_t;

    Iterator(const DataLoader& loader, Tensor<std::int64_t> order) : loader_(&loader), order_(std::move(order)) {}
    value_type operator*() const {
      return loader_->dataset_.batch(order_.slice(0, begin_, begin_ + loader_->batch_size_));
    }
    Iterator& operator++() {
      begin_ += loader_->batch_size_;
      return *this;
    }
    void operator++(int) { ++*this; }
    bool operator==(std::default_sentinel_t /*end*/) const { return begin_ >= order_.numel(); }

   private:
    const DataLoader* loader_;
    Tensor<std::int64_t> order_;
    std::int64_t begin_ = 0;
  };

  /// Starts an epoch: draws its order, and puts it on the default device.
  Iterator begin() const { return Iterator(*this, to(epoch_order(dataset_.size(), order_), default_device())); }
  std::default_sentinel_t end() const { return {}; }

 private:
  Dataset dataset_;
  std::int64_t batch_size_;
  Order order_;
};

}  // namespace d2l

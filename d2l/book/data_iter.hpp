#pragma once

#include <cstdint>
#include <utility>

#include "d2l/core/tensor.hpp"
#include "d2l/data/data_loader.hpp"
#include "d2l/data/tensor_dataset.hpp"

namespace d2l {

/// The examples (X, y) in random order, `batch_size` at a time, the last batch smaller where they do not come out even
/// (section 3.2): `for (auto [X, y] : data_iter(batch_size, features, labels))`. Each loop over it draws a new order,
/// one `randperm(n)`. Throws ValueError for a batch size below 1, ShapeError where there are not as many labels as
/// features.
template <class U>
class data_iter : public DataLoader<TensorDataset<U>> {
 public:
  data_iter(std::int64_t batch_size, Tensor<> features, Tensor<U> labels)
      : DataLoader<TensorDataset<U>>(TensorDataset<U>(std::move(features), std::move(labels)), batch_size,
                                     Order::permuted) {}
};

}  // namespace d2l

#pragma once

#include <concepts>
#include <cstdint>
#include <functional>
#include <iterator>
#include <utility>

#include "d2l/core/tensor.hpp"

namespace d2l {

/// Batches of examples X and labels y, from wherever they come: a DataLoader over any dataset, a data_iter, a
/// std::vector of pairs. It only refers to them; each time it goes through them is an epoch.
template <class Features, class Labels>
class BatchesOf {
 public:
  using Visit = std::function<void(const Features& X, const Labels& y)>;

  template <class Range>
  requires(!std::same_as<Range, BatchesOf>)
  BatchesOf(const Range& range)
      : size_(static_cast<std::int64_t>(std::size(range))), for_each_([&range](const Visit& visit) {
          for (const auto& [X, y] : range) visit(X, y);
        }) {}

  /// How many batches an epoch has.
  std::int64_t size() const { return size_; }
  /// Calls `visit` with each batch of an epoch.
  void for_each(const Visit& visit) const { for_each_(visit); }

 private:
  std::int64_t size_;
  std::function<void(const Visit&)> for_each_;
};

/// Batches for a classifier: numbers, and the classes that they belong to.
using Batches = BatchesOf<Tensor<>, Tensor<std::int64_t>>;

}  // namespace d2l

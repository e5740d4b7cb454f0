#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <vector>

#include "d2l/core/tensor.hpp"

namespace d2l::nn {

/// While it lives, what a network is given in this thread are parts of one batch (section 8.4). What a layer draws at
/// random for each element, such as a dropout mask, it draws once for the whole batch, and each part takes its rows:
/// the random stream and the masks are those of a batch that is computed as a whole.
class PartsOfBatch {
 public:
  /// A batch of this many examples.
  explicit PartsOfBatch(std::int64_t examples);
  ~PartsOfBatch();
  PartsOfBatch(const PartsOfBatch&) = delete;
  PartsOfBatch& operator=(const PartsOfBatch&) = delete;

  /// The next part: the examples from `begin` up to but not including `end`. Throws IndexError for what is no part of
  /// the batch.
  void start(std::int64_t begin, std::int64_t end);

 private:
  friend Tensor<> drawn_for(const Shape& shape, const std::function<Tensor<>(const Shape& shape)>& draw);
  Tensor<> rows_of_next(const Shape& shape, const std::function<Tensor<>(const Shape& shape)>& draw);

  PartsOfBatch* before_;
  std::int64_t examples_, begin_ = 0, end_;
  std::vector<Tensor<>> drawn_;  // for the whole batch, in the order in which the layers asked
  std::size_t asked_ = 0;        // by the part under way
};

/// What `draw` draws for a tensor of this shape, whose first axis counts the examples: while a PartsOfBatch lives, the
/// part's rows of what it draws for the whole batch.
Tensor<> drawn_for(const Shape& shape, const std::function<Tensor<>(const Shape& shape)>& draw);

}  // namespace d2l::nn

#pragma once

#include <cstdint>
#include <vector>

#include "d2l/core/tensor.hpp"

namespace d2l {

/// The losses of batches, kept on the device where they were computed until they are read together. Reading a number
/// from a GPU means waiting for all that was started before it, and then starting anew.
class BatchLosses {
 public:
  /// Makes room for `most` batches.
  explicit BatchLosses(std::int64_t most = 0) : most_(most) {}

  /// Adds a batch: the sum of the losses of this many examples. There must be room.
  void add(const Tensor<>& sum, std::int64_t examples);
  bool full() const { return std::ssize(examples_) >= most_; }
  /// Reads the mean losses of all batches since the last reading.
  std::vector<double> read();

 private:
  std::int64_t most_;
  Tensor<> sums_;
  std::vector<std::int64_t> examples_;
};

}  // namespace d2l

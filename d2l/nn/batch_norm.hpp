#pragma once

#include <string>
#include <vector>

#include "d2l/nn/lazy.hpp"

namespace d2l::nn {

/// The options of a batch normalization, with PyTorch's defaults.
struct NormOptions {
  double eps = 1e-5;
  double momentum = 0.1;            ///< the weight of the newest batch in the running statistics
  bool affine = true;               ///< whether it has a weight γ and a bias β
  bool track_running_stats = true;  ///< whether it keeps running statistics; if not, batches are always normalized by
                                    ///< their own
};

/// What BatchNorm1d and BatchNorm2d have in common: batch_norm(X, …) with the batch's statistics in training, and with
/// the running ones in evaluation (section 5.10). weight starts at 1, bias at 0; running_mean at 0, running_var at 1.
class BatchNorm : public Layer {
 public:
  Tensor<> forward(const Tensor<>& X) override;
  void visit(Visitor& v) override;
  std::string extra_repr() const override;

  Parameter weight, bias;
  Buffer running_mean, running_var;
  BufferOf<std::int64_t> num_batches_tracked;

 protected:
  explicit BatchNorm(const NormOptions& options) : options_(options) {}  // without numbers
  bool is_there() const { return is_there_; }
  void initialize(std::int64_t features);
  std::vector<const char*> names() const;
  /// The number of channels. Throws as expect_axes does.
  std::int64_t channels_of(const Tensor<>& X) const {
    expect_axes(X);
    return X.size(1);
  }
  /// Throws ShapeError for X of another number of axes than this class takes.
  virtual void expect_axes(const Tensor<>& X) const = 0;

 private:
  NormOptions options_;
  std::int64_t features_ = 0;
  bool is_there_ = false;
};

/// Batch normalization of features (n, c), or of sequences (n, c, length).
class BatchNorm1d : public BatchNorm {
 public:
  explicit BatchNorm1d(std::int64_t features, const NormOptions& options = {}) : BatchNorm(options) {
    initialize(features);
  }

 protected:
  static constexpr const char* class_name = "BatchNorm1d";
  explicit BatchNorm1d(const NormOptions& options) : BatchNorm(options) {}
  void expect_axes(const Tensor<>& X) const override;
};

/// Batch normalization of images (n, c, h, w).
class BatchNorm2d : public BatchNorm {
 public:
  explicit BatchNorm2d(std::int64_t features, const NormOptions& options = {}) : BatchNorm(options) {
    initialize(features);
  }

 protected:
  static constexpr const char* class_name = "BatchNorm2d";
  explicit BatchNorm2d(const NormOptions& options) : BatchNorm(options) {}
  void expect_axes(const Tensor<>& X) const override;
};

/// A BatchNorm1d that learns from its first batch how many features there are.
struct LazyBatchNorm1d : Lazy<BatchNorm1d> {
  explicit LazyBatchNorm1d(const NormOptions& options = {}) : Lazy(options) {}
};

/// A BatchNorm2d that learns from its first batch how many channels there are.
struct LazyBatchNorm2d : Lazy<BatchNorm2d> {
  explicit LazyBatchNorm2d(const NormOptions& options = {}) : Lazy(options) {}
};

}  // namespace d2l::nn

#pragma once

#include <string>
#include <vector>

#include "d2l/nn/lazy.hpp"
#include "d2l/ops/convolution.hpp"

namespace d2l::nn {

/// What Conv2d and ConvTranspose2d have in common: their parameters, and what those will be made from.
template <class Options>
class Convolution : public Layer {
 public:
  void visit(Visitor& v) override;

  Parameter weight, bias;

 protected:
  Convolution(std::int64_t out, Size2d kernel_size, const Options& options, bool with_bias)  // without numbers
      : out_(out), kernel_size_(kernel_size), options_(options), with_bias_(with_bias) {}

  bool is_there() const { return weight.defined(); }
  std::vector<const char*> names() const;
  /// Makes and draws both; the weight is (first, second/groups, kh, kw). Throws ValueError where the groups do not
  /// divide `in` and the output channels, or a size is below 1.
  void draw(const char* layer, std::int64_t in, std::int64_t first, std::int64_t second);
  /// The channels of images (n, channels, h, w) or of one (channels, h, w). Throws ShapeError for other axes.
  static std::int64_t channels_of(const Tensor<>& X);
  const Options& options() const { return options_; }
  std::int64_t out() const { return out_; }
  /// As PyTorch shows it, for this many input channels.
  std::string describe(std::int64_t in) const;

 private:
  std::int64_t out_;
  Size2d kernel_size_;
  Options options_;
  bool with_bias_;
};
extern template class Convolution<Conv2dOptions>;
extern template class Convolution<ConvTranspose2dOptions>;

/// Y = conv2d(X, weight, bias): a kernel for each pair of an output and an input channel, slid over images (sections
/// 5.1 to 5.3). X is (n, in, h, w), weight (out, in/groups, kh, kw), bias (out). Both start evenly distributed between
/// ±1/√(in/groups · kh · kw), drawn in PyTorch's order.
///
///     nn::Conv2d{1, 96, 11, {.stride = 4}}
class Conv2d : public Convolution<Conv2dOptions> {
 public:
  /// Throws ValueError where the groups do not divide `in` and `out`, or a size is below 1.
  Conv2d(std::int64_t in, std::int64_t out, Size2d kernel_size, const Conv2dOptions& options = {},
         bool with_bias = true);

  Tensor<> forward(const Tensor<>& X) override;
  std::string extra_repr() const override;

 protected:
  static constexpr const char* class_name = "Conv2d";
  using Convolution::Convolution;
  void initialize(std::int64_t in);
};

/// A Conv2d that learns from its first batch how many channels come in.
struct LazyConv2d : Lazy<Conv2d> {
  LazyConv2d(std::int64_t out, Size2d kernel_size, const Conv2dOptions& options = {}, bool with_bias = true)
      : Lazy(out, kernel_size, options, with_bias) {}
};

/// Y = conv_transpose2d(X, weight, bias): the way back of a convolution, which makes images larger. weight is (in,
/// out/groups, kh, kw), bias (out); both start as in Conv2d, with out in place of in.
class ConvTranspose2d : public Convolution<ConvTranspose2dOptions> {
 public:
  /// Throws as Conv2d does.
  ConvTranspose2d(std::int64_t in, std::int64_t out, Size2d kernel_size, const ConvTranspose2dOptions& options = {},
                  bool with_bias = true);

  Tensor<> forward(const Tensor<>& X) override;
  std::string extra_repr() const override;

 protected:
  static constexpr const char* class_name = "ConvTranspose2d";
  using Convolution::Convolution;
  void initialize(std::int64_t in);
};

/// A ConvTranspose2d that learns from its first batch how many channels come in.
struct LazyConvTranspose2d : Lazy<ConvTranspose2d> {
  LazyConvTranspose2d(std::int64_t out, Size2d kernel_size, const ConvTranspose2dOptions& options = {},
                      bool with_bias = true)
      : Lazy(out, kernel_size, options, with_bias) {}
};

}  // namespace d2l::nn

#include "d2l/nn/convolution.hpp"

#include <cmath>

#include <fmt/format.h>

#include "d2l/nn/init.hpp"
#include "d2l/ops/creation.hpp"

namespace d2l::nn {
namespace {

void expect_sizes(const char* layer, std::int64_t in, std::int64_t out, Size2d kernel, std::int64_t groups) {
  if (in < 1 || out < 1 || kernel.height < 1 || kernel.width < 1 || groups < 1 || in % groups != 0 || out % groups != 0)
    throw ValueError(
        fmt::format("{}: {} input and {} output channels, a kernel of {}, {} groups: each must be at least 1, and the "
                    "groups must divide the channels",
                    layer, in, out, to_string(kernel), groups));
}

}  // namespace

template <class Options>
void Convolution<Options>::visit(Visitor& v) {
  v("weight", weight);
  v("bias", bias);
}

template <class Options>
std::vector<const char*> Convolution<Options>::names() const {
  std::vector<const char*> names{"weight"};
  if (with_bias_) names.push_back("bias");
  return names;
}

// Both between ±1/√(numbers that an output sees), the bias after the weight.
template <class Options>
void Convolution<Options>::draw(const char* layer, std::int64_t in, std::int64_t first, std::int64_t second) {
  expect_sizes(layer, in, out_, kernel_size_, options_.groups);
  weight = empty({first, second / options_.groups, kernel_size_.height, kernel_size_.width});
  init::kaiming_uniform_(weight, std::sqrt(5.0));
  if (!with_bias_) return;
  bias = empty({out_});
  const double bound = 1 / std::sqrt(static_cast<double>(weight.numel() / first));
  init::uniform_(bias, -bound, bound);
}

template <class Options>
std::int64_t Convolution<Options>::channels_of(const Tensor<>& X) {
  if (X.dim() != 3 && X.dim() != 4)
    throw ShapeError("a convolution: inputs of shape " + to_string(X.shape()) +
                     "; it takes images (n, channels, h, w) or one (channels, h, w)");
  return X.size(-3);
}

// What is as by default is not shown, as in PyTorch, but for the stride.
template <class Options>
std::string Convolution<Options>::describe(std::int64_t in) const {
  auto text =
      fmt::format("{}, {}, kernel_size={}, stride={}", in, out_, to_string(kernel_size_), to_string(options_.stride));
  const auto add = [&](const char* name, Size2d size, Size2d usual) {
    if (size != usual) text += fmt::format(", {}={}", name, to_string(size));
  };
  add("padding", options_.padding, 0);
  add("dilation", options_.dilation, 1);
  if constexpr (requires { Options::output_padding; }) add("output_padding", options_.output_padding, 0);
  if (options_.groups != 1) text += fmt::format(", groups={}", options_.groups);
  if (!with_bias_) text += ", bias=False";
  return text;
}

template class Convolution<Conv2dOptions>;
template class Convolution<ConvTranspose2dOptions>;

Conv2d::Conv2d(std::int64_t in, std::int64_t out, Size2d kernel_size, const Conv2dOptions& options, bool with_bias)
    : Convolution(out, kernel_size, options, with_bias) {
  initialize(in);
}

void Conv2d::initialize(std::int64_t in) { draw(class_name, in, out(), in); }

Tensor<> Conv2d::forward(const Tensor<>& X) { return conv2d(X, weight, bias, options()); }

std::string Conv2d::extra_repr() const { return describe(is_there() ? weight.size(1) * options().groups : 0); }

ConvTranspose2d::ConvTranspose2d(std::int64_t in, std::int64_t out, Size2d kernel_size,
                                 const ConvTranspose2dOptions& options, bool with_bias)
    : Convolution(out, kernel_size, options, with_bias) {
  initialize(in);
}

void ConvTranspose2d::initialize(std::int64_t in) { draw(class_name, in, in, out()); }

Tensor<> ConvTranspose2d::forward(const Tensor<>& X) { return conv_transpose2d(X, weight, bias, options()); }

std::string ConvTranspose2d::extra_repr() const { return describe(is_there() ? weight.size(0) : 0); }

}  // namespace d2l::nn

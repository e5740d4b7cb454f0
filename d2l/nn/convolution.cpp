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

// Both between ±1/√(numbers that an output sees), the bias after the weight.
void draw(Parameter& weight, Parameter& bias, const Shape& shape, std::int64_t biases) {
  weight = empty(shape);
  init::kaiming_uniform_(weight, std::sqrt(5.0));
  if (biases == 0) return;
  bias = empty({biases});
  const double bound = 1 / std::sqrt(static_cast<double>(shape[1] * shape[2] * shape[3]));
  init::uniform_(bias, -bound, bound);
}

std::vector<const char*> parameter_names(bool with_bias) {
  std::vector<const char*> names{"weight"};
  if (with_bias) names.push_back("bias");
  return names;
}

// What is as by default is not shown, as in PyTorch, but for the stride.
template <class Options>
std::string describe(std::int64_t in, std::int64_t out, Size2d kernel, const Options& options, bool with_bias) {
  auto text = fmt::format("{}, {}, kernel_size={}, stride={}", in, out, to_string(kernel), to_string(options.stride));
  const auto add = [&](const char* name, Size2d size, Size2d usual) {
    if (size != usual) text += fmt::format(", {}={}", name, to_string(size));
  };
  add("padding", options.padding, 0);
  add("dilation", options.dilation, 1);
  if constexpr (requires { options.output_padding; }) add("output_padding", options.output_padding, 0);
  if (options.groups != 1) text += fmt::format(", groups={}", options.groups);
  if (!with_bias) text += ", bias=False";
  return text;
}

}  // namespace

Conv2d::Conv2d(std::int64_t in, std::int64_t out, Size2d kernel_size, const Conv2dOptions& options, bool with_bias)
    : Conv2d(out, kernel_size, options, with_bias) {
  initialize(in);
}

Conv2d::Conv2d(std::int64_t out, Size2d kernel_size, const Conv2dOptions& options, bool with_bias)
    : out_(out), kernel_size_(kernel_size), options_(options), with_bias_(with_bias) {}

void Conv2d::initialize(std::int64_t in) {
  expect_sizes(class_name, in, out_, kernel_size_, options_.groups);
  draw(weight, bias, {out_, in / options_.groups, kernel_size_.height, kernel_size_.width}, with_bias_ ? out_ : 0);
}

Tensor<> Conv2d::forward(const Tensor<>& X) { return conv2d(X, weight, bias, options_); }

void Conv2d::visit(Visitor& v) {
  v("weight", weight);
  v("bias", bias);
}

std::vector<const char*> Conv2d::names() const { return parameter_names(with_bias_); }

std::string Conv2d::extra_repr() const {
  const auto in = is_there() ? weight.size(1) * options_.groups : 0;
  return describe(in, out_, kernel_size_, options_, with_bias_);
}

ConvTranspose2d::ConvTranspose2d(std::int64_t in, std::int64_t out, Size2d kernel_size,
                                 const ConvTranspose2dOptions& options, bool with_bias)
    : ConvTranspose2d(out, kernel_size, options, with_bias) {
  initialize(in);
}

ConvTranspose2d::ConvTranspose2d(std::int64_t out, Size2d kernel_size, const ConvTranspose2dOptions& options,
                                 bool with_bias)
    : out_(out), kernel_size_(kernel_size), options_(options), with_bias_(with_bias) {}

void ConvTranspose2d::initialize(std::int64_t in) {
  expect_sizes(class_name, in, out_, kernel_size_, options_.groups);
  draw(weight, bias, {in, out_ / options_.groups, kernel_size_.height, kernel_size_.width}, with_bias_ ? out_ : 0);
}

Tensor<> ConvTranspose2d::forward(const Tensor<>& X) { return conv_transpose2d(X, weight, bias, options_); }

void ConvTranspose2d::visit(Visitor& v) {
  v("weight", weight);
  v("bias", bias);
}

std::vector<const char*> ConvTranspose2d::names() const { return parameter_names(with_bias_); }

std::string ConvTranspose2d::extra_repr() const {
  return describe(is_there() ? weight.size(0) : 0, out_, kernel_size_, options_, with_bias_);
}

}  // namespace d2l::nn

#include "d2l/nn/pooling.hpp"

#include <fmt/format.h>

namespace d2l::nn {
namespace {

// Two equal sizes as the one number that they mostly were given as.
std::string shown(Size2d size) { return size.height == size.width ? fmt::to_string(size.height) : to_string(size); }

}  // namespace

std::string MaxPool2d::extra_repr() const {
  return fmt::format("kernel_size={}, stride={}, padding={}, dilation={}, ceil_mode={}", shown(kernel_size_),
                     shown(options_.stride.value_or(kernel_size_)), shown(options_.padding), shown(options_.dilation),
                     options_.ceil_mode ? "True" : "False");
}

std::string AvgPool2d::extra_repr() const {
  return fmt::format("kernel_size={}, stride={}, padding={}", shown(kernel_size_),
                     shown(options_.stride.value_or(kernel_size_)), shown(options_.padding));
}

std::string AdaptiveAvgPool2d::extra_repr() const { return "output_size=" + shown(output_size_); }

}  // namespace d2l::nn

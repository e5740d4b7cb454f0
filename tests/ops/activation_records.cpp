#include <cmath>
#include <numbers>

#include <d2l/ops/ops.hpp>

#include "plain.hpp"
#include "samples.hpp"

using namespace d2l;

std::vector<Record> activation_records() {
  return {
      Record{"leaky_relu", one(), each([](double x) { return x > 0 ? x : x * 0.25; })}
          .floats([](const auto& x) { return leaky_relu(x[0], 0.25); })
          .of_any_shape(),
      Record{"leaky_relu", one(), each([](double x) { return std::max(x, 0.01 * x); })}.floats(
          [](const auto& x) { return leaky_relu(x[0]); }),
      Record{"gelu", one(), each([](double x) { return x * std::erfc(-x / std::numbers::sqrt2) / 2; })}
          .floats([](const auto& x) { return gelu(x[0]); })
          .rounded(),
      Record{"gelu", one(), each([](double x) {
               return x / (1 + std::exp(-2 * std::sqrt(2 / std::numbers::pi) * (x + 0.044715 * std::pow(x, 3))));
             })}
          .floats([](const auto& x) { return gelu(x[0], Gelu::tanh); })
          .rounded(),
  };
}

#include <cmath>
#include <numbers>

#include <d2l/ops/ops.hpp>

#include "property.hpp"

using namespace d2l;

namespace {

// Where Φ is nearly 0, only that is as exact as the numbers allow: 1 was added to it.
template <class Op>
Property gelu_like(const std::function<double(double)>& f, Op op) {
  return {"gelu", [=](Trial& t) {
            const auto& x = t.tensor(floats, t.shape(), Values::special);
            t.expect([&] { return each(f)({x.numbers}); }, [&] { return applied(x, op); }, {16, 2});
          }};
}

}  // namespace

std::vector<Property> activation_properties() {
  return {
      gelu_like([](double x) { return x * (1 + std::erf(x / std::numbers::sqrt2)) / 2; },
                []<std::floating_point T>(const Tensor<T>& x) { return gelu(x); }),
      gelu_like(
          [](double x) {
            return x * (1 + std::tanh(std::sqrt(2 / std::numbers::pi) * (x + 0.044715 * std::pow(x, 3)))) / 2;
          },
          []<std::floating_point T>(const Tensor<T>& x) { return gelu(x, Gelu::tanh); }),
  };
}

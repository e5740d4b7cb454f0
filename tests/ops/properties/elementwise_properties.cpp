#include <cmath>

#include <d2l/ops/ops.hpp>

#include "property.hpp"

using namespace d2l;

// Elementwise ops with arguments that records fix.
namespace {

void try_clamp(Trial& t) {
  const auto& x = t.tensor(signed_types, t.shape(), Values::any);
  const auto low = static_cast<double>(t.number("low", 3)), high = low + static_cast<double>(t.pick(4)) - t.rarely();
  t.note("high", high);
  t.refused_if<ValueError>(low > high);
  t.expect([&] { return each([&](double v) { return v < low    ? low
                                                    : v > high ? high
                                                               : v; })({x.numbers}); },
           [&] {
             return applied(x, [&]<class T>(const Tensor<T>& y) requires(std::is_signed_v<T>)
                            { return clamp(y, static_cast<T>(low), static_cast<T>(high)); });
           });
}

void try_pow(Trial& t) {
  const auto& x = t.tensor(floats, t.shape(), Values::special);
  const auto exponent = t.note("exponent", t.one_of(std::vector<double>{1, 2, 0, 3, 0.5, -1, -2, 1.5}));
  const auto power = [=](double v) { return exponent == 0.5 ? std::sqrt(v) : std::pow(v, exponent); };  // NaN of -∞
  t.expect([&] { return each(power)({x.numbers}); },
           [&] { return applied(x, [&]<std::floating_point T>(const Tensor<T>& y) { return pow(y, exponent); }); },
           rounded);
}

// A number beside a tensor: x + s, x - s, x * s, s - x, x / s, s / x.
template <class Op>
Property beside_number(const char* name, const Types& types, std::function<double(double, double)> f, Op op) {
  return {name, [=](Trial& t) {
            const auto& x = t.tensor(types, t.shape(), Values::any);
            const auto s = static_cast<double>(x.type() == Type::uint8 ? t.pick(256) : t.number("s", 5));
            t.expect([&] { return each([&](double v) { return f(v, s); })({x.numbers}); },
                     [&] { return applied(x, op, s); }, rounded);
          }};
}

}  // namespace

std::vector<Property> elementwise_properties() {
  return {
      {"clamp", try_clamp},
      {"pow", try_pow},
      beside_number("add", ordered_types, std::plus<double>(),
                    []<Number T>(const Tensor<T>& x, double s) { return x + static_cast<T>(s); }),
      beside_number("sub", ordered_types, std::minus<double>(),
                    []<Number T>(const Tensor<T>& x, double s) { return x - static_cast<T>(s); }),
      beside_number("mul", ordered_types, std::multiplies<double>(),
                    []<Number T>(const Tensor<T>& x, double s) { return static_cast<T>(s) * x; }),
      beside_number(
          "rsub", ordered_types, [](double x, double s) { return s - x; },
          []<Number T>(const Tensor<T>& x, double s) { return static_cast<T>(s) - x; }),
      beside_number("div", floats, std::divides<double>(),
                    []<std::floating_point T>(const Tensor<T>& x, double s) { return x / s; }),
      beside_number(
          "rdiv", floats, [](double x, double s) { return s / x; },
          []<std::floating_point T>(const Tensor<T>& x, double s) { return s / x; }),
  };
}

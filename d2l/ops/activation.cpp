#include "d2l/ops/activation.hpp"

#include <cmath>
#include <numbers>

#include "d2l/kernels/formulas/exponential.hpp"
#include "d2l/ops/elementwise_op.hpp"

namespace d2l {

namespace formulas {

template <class T>
struct LeakyRelu {
  static constexpr const char* name = "leaky_relu";
  static constexpr Keep keep = Keep::input;
  T slope;
  constexpr T operator()(T x) const { return x > T(0) ? x : x * slope; }
  constexpr T gradient(T dy, T x) const { return x > T(0) ? dy : dy * slope; }
};

struct ExactGelu {
  static constexpr const char* name = "gelu";
  static constexpr Keep keep = Keep::input;
  template <class T>
  constexpr T operator()(T x) const {
    return x * below(x);
  }
  template <class T>
  constexpr T gradient(T dy, T x) const {
    constexpr T density_at_0 = std::numbers::inv_sqrtpi_v<T> / std::numbers::sqrt2_v<T>;
    return dy * (below(x) + x * (density_at_0 * exp(x * x * T(-0.5))));
  }

 private:
  // Φ(x)
  template <class T>
  static constexpr T below(T x) {
    return T(0.5) * (T(1) + std::erf(x / std::numbers::sqrt2_v<T>));
  }
};

struct TanhGelu {
  static constexpr const char* name = "gelu";
  static constexpr Keep keep = Keep::input;
  template <class T>
  constexpr T operator()(T x) const {
    return T(0.5) * x * (T(1) + tanh_of(x));
  }
  template <class T>
  constexpr T gradient(T dy, T x) const {
    const T t = tanh_of(x);
    const T inner = scale<T>() * (T(1) + T(3) * cubic<T>() * x * x);
    return dy * (T(0.5) * (T(1) + t) + T(0.5) * x * (T(1) - t * t) * inner);
  }

 private:
  template <class T>
  static constexpr T tanh_of(T x) {
    return tanh(scale<T>() * (x + cubic<T>() * x * x * x));
  }
  template <class T>
  static constexpr T scale() {
    return std::numbers::sqrt2_v<T> * std::numbers::inv_sqrtpi_v<T>;  // √(2/π)
  }
  template <class T>
  static constexpr T cubic() {
    return T(0.044715);
  }
};

}  // namespace formulas

template <std::floating_point T>
Tensor<T> leaky_relu(const Tensor<T>& x, double slope) {
  return unary(formulas::LeakyRelu<T>{static_cast<T>(slope)}, x);
}

template <std::floating_point T>
Tensor<T> gelu(const Tensor<T>& x, Gelu form) {
  return form == Gelu::exact ? unary(formulas::ExactGelu(), x) : unary(formulas::TanhGelu(), x);
}

#define D2L_INSTANTIATE(T)                                 \
  template Tensor<T> leaky_relu(const Tensor<T>&, double); \
  template Tensor<T> gelu(const Tensor<T>&, Gelu);
D2L_FOR_FLOATS(D2L_INSTANTIATE)

}  // namespace d2l

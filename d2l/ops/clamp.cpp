#include <string>

#include "d2l/kernels/formulas/binary.hpp"
#include "d2l/ops/elementwise.hpp"
#include "d2l/ops/elementwise_op.hpp"

namespace d2l {

namespace formulas {

template <class Bound>
struct Clamp {
  static constexpr const char* name = "clamp";
  static constexpr Keep keep = Keep::input;
  Bound low, high;
  constexpr Bound operator()(Bound x) const {
    return Minimum()(high, Maximum()(low, x));  // of equals the last: -0 stays -0
  }
  constexpr Bound gradient(Bound dy, Bound x) const { return low <= x && x <= high ? dy : Bound(0); }
};

template <class Bound>
struct ClampMin {
  static constexpr const char* name = "clamp_min";
  static constexpr Keep keep = Keep::input;
  Bound bound;
  constexpr Bound operator()(Bound x) const { return Maximum()(bound, x); }
  constexpr Bound gradient(Bound dy, Bound x) const { return x >= bound ? dy : Bound(0); }
};

template <class Bound>
struct ClampMax {
  static constexpr const char* name = "clamp_max";
  static constexpr Keep keep = Keep::input;
  Bound bound;
  constexpr Bound operator()(Bound x) const { return Minimum()(bound, x); }
  constexpr Bound gradient(Bound dy, Bound x) const { return x <= bound ? dy : Bound(0); }
};

}  // namespace formulas

namespace {

template <class T>
formulas::Clamp<T> clamp_formula(const char* name, T low, T high) {
  if (low > high)
    throw ValueError(std::string(name) + ": the lower bound " + std::to_string(low) + " is above the upper bound " +
                     std::to_string(high));
  return {low, high};
}

}  // namespace

template <Number T>
Tensor<T> clamp(const Tensor<T>& x, std::type_identity_t<T> low, std::type_identity_t<T> high, const Out<T>& out) {
  return unary(clamp_formula<T>("clamp", low, high), x, out);
}

template <Number T>
const Tensor<T>& clamp_(const Tensor<T>& x, std::type_identity_t<T> low, std::type_identity_t<T> high) {
  return unary_("clamp_", clamp_formula<T>("clamp_", low, high), x);
}

#define D2L_INSTANTIATE(T)                                         \
  template Tensor<T> clamp(const Tensor<T>&, T, T, const Out<T>&); \
  template const Tensor<T>& clamp_(const Tensor<T>&, T, T);
D2L_FOR_NUMBERS(D2L_INSTANTIATE)

D2L_WITH_NUMBER(clamp_min, ClampMin, Number, D2L_FOR_NUMBERS_WITH)
D2L_WITH_NUMBER(clamp_max, ClampMax, Number, D2L_FOR_NUMBERS_WITH)

}  // namespace d2l

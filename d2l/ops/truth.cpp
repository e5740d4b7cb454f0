#include "d2l/ops/truth.hpp"

#include "d2l/ops/axes.hpp"
#include "d2l/ops/comparison.hpp"
#include "d2l/ops/copy.hpp"
#include "d2l/ops/destination.hpp"
#include "d2l/ops/reduction.hpp"

namespace d2l {
namespace {

template <class T>
Tensor<bool> any_over(const Tensor<T>& x, const Dims& axes, bool keepdim) {
  return to<bool>(sum(to<bool>(x), axes, keepdim));
}

template <class T>
Tensor<bool> all_over(const Tensor<T>& x, const Dims& axes, bool keepdim) {
  return sum(to<bool>(x), axes, keepdim) == count(x.shape(), axes);
}

}  // namespace

template <class T>
Tensor<bool> any(const Tensor<T>& x) {
  return any_over(x, checked_axes("any", {}, x.dim()), false);
}
template <class T>
Tensor<bool> any(const Tensor<T>& x, std::int64_t axis, bool keepdim) {
  return any_over(x, checked_axes("any", {axis}, x.dim()), keepdim);
}

template <class T>
Tensor<bool> all_of(const Tensor<T>& x) {
  return all_over(x, checked_axes("all_of", {}, x.dim()), false);
}
template <class T>
Tensor<bool> all_of(const Tensor<T>& x, std::int64_t axis, bool keepdim) {
  return all_over(x, checked_axes("all_of", {axis}, x.dim()), keepdim);
}

template <class T>
bool equal(const Tensor<T>& x, const Tensor<T>& y) {
  expect_same_device("equal", x, y);
  return x.shape() == y.shape() && all_of(eq(x, y)).item();
}

#define D2L_INSTANTIATE(T)                                            \
  template Tensor<bool> any(const Tensor<T>&);                        \
  template Tensor<bool> any(const Tensor<T>&, std::int64_t, bool);    \
  template Tensor<bool> all_of(const Tensor<T>&);                     \
  template Tensor<bool> all_of(const Tensor<T>&, std::int64_t, bool); \
  template bool equal(const Tensor<T>&, const Tensor<T>&);
D2L_FOR_ELEMENTS(D2L_INSTANTIATE)

}  // namespace d2l

#include "d2l/ops/comparison.hpp"

#include "d2l/ops/creation.hpp"
#include "d2l/ops/elementwise_op.hpp"

namespace d2l {

template <class T>
Tensor<bool> eq(const Tensor<T>& x, const Tensor<T>& y, const Out<bool>& out) {
  return compare(formulas::Equal(), x, y, out);
}
template <class T>
Tensor<bool> ne(const Tensor<T>& x, const Tensor<T>& y, const Out<bool>& out) {
  return compare(formulas::NotEqual(), x, y, out);
}
template <class T>
Tensor<bool> lt(const Tensor<T>& x, const Tensor<T>& y, const Out<bool>& out) {
  return compare(formulas::Less(), x, y, out);
}
template <class T>
Tensor<bool> le(const Tensor<T>& x, const Tensor<T>& y, const Out<bool>& out) {
  return compare(formulas::LessEqual(), x, y, out);
}
template <class T>
Tensor<bool> gt(const Tensor<T>& x, const Tensor<T>& y, const Out<bool>& out) {
  return compare(formulas::Greater(), x, y, out);
}
template <class T>
Tensor<bool> ge(const Tensor<T>& x, const Tensor<T>& y, const Out<bool>& out) {
  return compare(formulas::GreaterEqual(), x, y, out);
}

template <class T>
Tensor<T> scalar_like(const Tensor<T>& x, T s) {
  return full<T>({}, s, x.device());
}

#define D2L_INSTANTIATE(T)                                                        \
  template Tensor<bool> eq(const Tensor<T>&, const Tensor<T>&, const Out<bool>&); \
  template Tensor<bool> ne(const Tensor<T>&, const Tensor<T>&, const Out<bool>&); \
  template Tensor<bool> lt(const Tensor<T>&, const Tensor<T>&, const Out<bool>&); \
  template Tensor<bool> le(const Tensor<T>&, const Tensor<T>&, const Out<bool>&); \
  template Tensor<bool> gt(const Tensor<T>&, const Tensor<T>&, const Out<bool>&); \
  template Tensor<bool> ge(const Tensor<T>&, const Tensor<T>&, const Out<bool>&); \
  template Tensor<T> scalar_like(const Tensor<T>&, T);
D2L_FOR_ELEMENTS(D2L_INSTANTIATE)

}  // namespace d2l

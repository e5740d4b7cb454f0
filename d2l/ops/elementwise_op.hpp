#pragma once

#include <utility>

#include "d2l/autograd/record.hpp"
#include "d2l/core/tensor.hpp"
#include "d2l/kernels/formulas.hpp"
#include "d2l/kernels/map.hpp"
#include "d2l/ops/copy.hpp"
#include "d2l/ops/destination.hpp"
#include "d2l/ops/reduction.hpp"

// How every elementwise op is built from its formula: forward and gradient, in its three forms.
namespace d2l {

/// f of each element of dy and the tensors beside it, in new memory: how gradients are computed.
template <class F, class T, class... Rest>
Tensor<T> mapped(const F& f, const Tensor<T>& dy, const Rest&... beside) {
  const auto dx = Tensor<T>::allocate(dy.shape(), dy.device());
  kernels::map(f, dx, dy, beside...);
  return dx;
}

/// Puts y = op(x) on the tape: dx = dy · slope.
template <class Op, class T>
void record_unary(const char* name, const Op& op, const Tensor<T>& x, const Tensor<T>& y) {
  using formulas::Chain, formulas::Keep;
  if (!grad_enabled()) return;
  if constexpr (Op::keep == Keep::input) {
    record(name, y, {keep(x)},
           [op](const Tensor<T>& dy, const Input<T>& x) { x.accumulate(mapped(Chain<Op>{op}, dy, *x)); });
  } else if constexpr (Op::keep == Keep::output) {
    record(name, y, {edge(x)},
           [op, y = y.is(x) ? Saved<T>::before_mark(y) : Saved<T>(y)](const Tensor<T>& dy, const Input<T>& x) {
             x.accumulate(mapped(Chain<Op>{op}, dy, *y));
           });
  } else {
    record(name, y, {edge(x)}, [op](const Tensor<T>& dy, const Input<T>& x) {
      x.accumulate(op.template slope<T>() == T(1) ? dy : mapped(Chain<Op>{op}, dy));
    });
  }
}

/// y = op(x), into new memory or `out`.
template <class Op, class T>
Tensor<T> unary(const Op& op, const Tensor<T>& x, const Out<T>& out = {}) {
  const auto y = destination(Op::name, x.shape(), x.device(), out, x);
  kernels::map(op, y, overlaps(y, x) ? clone(x) : x);
  written(Op::name, out);
  if constexpr (std::floating_point<T>) record_unary(Op::name, op, x, y);
  return y;
}

/// x as it is before an op in place: a copy where the op's gradient keeps its input and there will be a gradient.
template <class T, class... Rest>
Tensor<T> before_change(bool keeps_input, const Tensor<T>& x, const Rest&... beside) {
  const bool is_recorded = grad_enabled() && (x.requires_grad() || ... || beside.requires_grad());
  return keeps_input && is_recorded ? clone(x) : x;
}

/// x = op(x).
template <class Op, class T>
const Tensor<T>& unary_(const Op& op, const Tensor<T>& x) {
  const auto* name = in_place_name<Op>();
  expect_changeable(name, x);
  const auto before = before_change(Op::keep == formulas::Keep::input, x);
  kernels::map(op, x, before);
  if constexpr (std::floating_point<T>) record_unary(name, op, before, x);
  mark_changed(name, x);
  return x;
}

/// Puts c = op(a, b) on the tape: da = dc · slope_a, db = dc · slope_b, each summed over the axes along which it was
/// broadcast.
template <class Op, class T>
void record_binary(const char* name, const Op& op, const Tensor<T>& a, const Tensor<T>& b, const Tensor<T>& c) {
  if constexpr (Op::linear)
    record(name, c, {edge(a), edge(b)}, [](const Tensor<T>& dc, const Input<T>& a, const Input<T>& b) {
      if (a.wants_grad()) a.accumulate(sum_to(dc, a.shape()));
      if (b.wants_grad()) b.accumulate(sum_to(Op::sign == 1 ? dc : mapped(formulas::Neg(), dc), b.shape()));
    });
  else
    record(name, c, {keep(a), keep(b)}, [op](const Tensor<T>& dc, const Input<T>& a, const Input<T>& b) {
      if (a.wants_grad()) a.accumulate(sum_to(mapped(formulas::ChainA<Op>{op}, dc, *a, *b), a.shape()));
      if (b.wants_grad()) b.accumulate(sum_to(mapped(formulas::ChainB<Op>{op}, dc, *a, *b), b.shape()));
    });
}

/// c = op(a, b), broadcast, into new memory or `out`.
template <class Op, class T>
Tensor<T> binary(const Op& op, const Tensor<T>& a, const Tensor<T>& b, const Out<T>& out = {}) {
  expect_same_device(Op::name, a, b);
  const auto c = destination(Op::name, a.shape() == b.shape() ? a.shape() : broadcast(Op::name, a.shape(), b.shape()),
                             a.device(), out, a, b);
  kernels::map(op, c, overlaps(c, a) ? clone(a) : a, overlaps(c, b) ? clone(b) : b);
  written(Op::name, out);
  if constexpr (std::floating_point<T>) record_binary(Op::name, op, a, b, c);
  return c;
}

/// a = op(a, b), where b broadcasts to the shape of a. The gradient of a product needs what is overwritten here, so it
/// is copied, but only if there will be a gradient.
template <class Op, class T>
const Tensor<T>& binary_(const Op& op, const Tensor<T>& a, const Tensor<T>& b) {
  const auto* name = in_place_name<Op>();
  expect_same_device(name, a, b);
  if (a.shape() != b.shape() && broadcast(name, a.shape(), b.shape()) != a.shape())
    throw ShapeError(std::string(name) + ": a tensor of shape " + to_string(a.shape()) +
                     " cannot hold the result, as the other has shape " + to_string(b.shape()));
  expect_changeable(name, a, b);
  const auto before = before_change(!Op::linear, a, b);
  kernels::map(op, a, before, overlaps(a, b) ? clone(b) : b);
  if constexpr (std::floating_point<T>) record_binary(name, op, before, b, a);
  mark_changed(name, a);
  return a;
}

/// Whether each element of x stands in the relation `op` to that of y.
template <class Op, class T>
Tensor<bool> compare(const Op& op, const Tensor<T>& x, const Tensor<T>& y, const Out<bool>& out = {}) {
  expect_same_device(Op::name, x, y);
  const auto result = destination(Op::name, broadcast(Op::name, x.shape(), y.shape()), x.device(), out);
  kernels::map(op, result, overlaps(result, x) ? clone(x) : x, overlaps(result, y) ? clone(y) : y);
  written(Op::name, out);
  return result;
}

}  // namespace d2l

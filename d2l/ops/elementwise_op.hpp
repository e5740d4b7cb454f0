#pragma once

#include <concepts>
#include <type_traits>

#include "d2l/autograd/record.hpp"
#include "d2l/core/tensor.hpp"
#include "d2l/kernels/formulas/needs.hpp"
#include "d2l/kernels/map.hpp"
#include "d2l/ops/copy.hpp"
#include "d2l/ops/destination.hpp"
#include "d2l/ops/reduction.hpp"

// How every elementwise op is built from its formula: forward and gradient, in its three forms. At the end are the
// lines that make functions out of a formula.
namespace d2l {

/// f of each element of dy and the tensors beside it, in new memory: how gradients are computed.
template <class F, class T, class... Rest>
Tensor<T> mapped(const F& f, const Tensor<T>& dy, const Rest&... beside) {
  const auto dx = Tensor<T>::allocate(dy.shape(), dy.device());
  kernels::map(f, dx, dy, beside...);
  return dx;
}

/// f of each element of dy, where f does no more than scale: dy itself where the scale is 1.
template <class F, class T>
Tensor<T> passed_on(const F& f, const Tensor<T>& dy) {
  return f(T(1)) == T(1) ? dy : mapped(f, dy);
}

namespace formulas {

// The gradients of an op as functions of their own, for the loop that computes them.

template <class Op>
struct Chain : Op {
  template <class T, class... Kept>
  constexpr T operator()(T dy, Kept... kept) const {
    return this->gradient(dy, kept...);
  }
};

template <class Op>
struct ChainA : Op {
  template <class T, class... Kept>
  constexpr T operator()(T dc, Kept... kept) const {
    return this->gradient_a(dc, kept...);
  }
};

template <class Op>
struct ChainB : Op {
  template <class T, class... Kept>
  constexpr T operator()(T dc, Kept... kept) const {
    return this->gradient_b(dc, kept...);
  }
};

}  // namespace formulas

/// Puts y = op(x) on the tape.
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
    record(name, y, {edge(x)},
           [op](const Tensor<T>& dy, const Input<T>& x) { x.accumulate(passed_on(Chain<Op>{op}, dy)); });
  }
}

/// y = op(x), into new memory or `out`.
template <class Op, class T>
Tensor<T> unary(const Op& op, const Tensor<T>& x, const Out<T>& out = {}) {
  const auto y = destination(Op::name, x.shape(), x.device(), out, x);
  kernels::map(op, y, apart(x, y));
  written(Op::name, out);
  if constexpr (std::floating_point<T>) record_unary(Op::name, op, x, y);
  return y;
}

/// x as it is before an op in place: a copy where a gradient keeps it and gradients are recorded.
template <class T>
Tensor<T> before_change(bool is_kept, const Tensor<T>& x) {
  return is_kept && grad_enabled() ? clone(x) : x;
}

/// x = op(x); `name` is that of the form in place.
template <class Op, class T>
const Tensor<T>& unary_(const char* name, const Op& op, const Tensor<T>& x) {
  expect_changeable(name, x);
  const auto before = before_change(Op::keep == formulas::Keep::input && x.requires_grad(), x);
  kernels::map(op, x, before);
  if constexpr (std::floating_point<T>) record_unary(name, op, before, x);
  mark_changed(name, x);
  return x;
}

/// Whether this operand is needed for a gradient of c = op(a, b) that is wanted.
template <class Op, class T>
bool is_kept(formulas::Needs operand, const Tensor<T>& a, const Tensor<T>& b) {
  return (a.requires_grad() && needs(Op::a_needs, operand)) || (b.requires_grad() && needs(Op::b_needs, operand));
}

/// f of dc and of those operands that it needs.
template <formulas::Needs needs, class F, class T>
Tensor<T> mapped_with(const F& f, const Tensor<T>& dc, const Input<T>& a, const Input<T>& b) {
  using formulas::Needs;
  if constexpr (needs == Needs::nothing)
    return passed_on(f, dc);
  else if constexpr (needs == Needs::both)
    return mapped(f, dc, *a, *b);
  else
    return mapped(f, dc, needs == Needs::a ? *a : *b);
}

/// Puts c = op(a, b) on the tape; each gradient is summed over the axes along which its operand was broadcast.
template <class Op, class T>
void record_binary(const char* name, const Op& op, const Tensor<T>& a, const Tensor<T>& b, const Tensor<T>& c) {
  using formulas::ChainA, formulas::ChainB, formulas::Needs;
  record(name, c, {keep_if(is_kept<Op>(Needs::a, a, b), a), keep_if(is_kept<Op>(Needs::b, a, b), b)},
         [op](const Tensor<T>& dc, const Input<T>& a, const Input<T>& b) {
           if (a.wants_grad()) a.accumulate(sum_to(mapped_with<Op::a_needs>(ChainA<Op>{op}, dc, a, b), a.shape()));
           if (b.wants_grad()) b.accumulate(sum_to(mapped_with<Op::b_needs>(ChainB<Op>{op}, dc, a, b), b.shape()));
         });
}

/// c = op(a, b), broadcast, into new memory or `out`.
template <class Op, class T>
Tensor<T> binary(const Op& op, const Tensor<T>& a, const Tensor<T>& b, const Out<T>& out = {}) {
  expect_same_device(Op::name, a, b);
  const auto c = destination(Op::name, a.shape() == b.shape() ? a.shape() : broadcast(Op::name, a.shape(), b.shape()),
                             a.device(), out, a, b);
  kernels::map(op, c, apart(a, c), apart(b, c));
  written(Op::name, out);
  if constexpr (std::floating_point<T>) record_binary(Op::name, op, a, b, c);
  return c;
}

/// a = op(a, b), where b broadcasts to the shape of a; `name` is that of the form in place. The gradient of a product
/// with respect to b needs what is overwritten here, so it is copied, but only if that gradient is wanted.
template <class Op, class T>
const Tensor<T>& binary_(const char* name, const Op& op, const Tensor<T>& a, const Tensor<T>& b) {
  expect_same_device(name, a, b);
  expect_fits(name, a.shape(), b.shape());
  expect_changeable(name, a, b);
  const auto before = before_change(is_kept<Op>(formulas::Needs::a, a, b), a);
  kernels::map(op, a, before, apart(b, a));
  if constexpr (std::floating_point<T>) record_binary(name, op, before, b, a);
  mark_changed(name, a);
  return a;
}

/// Whether each element of x has the property `op`, or stands in this relation to that of y.
template <class Op, class T, class... Y>
Tensor<bool> compare(const Op& op, const Out<bool>& out, const Tensor<T>& x, const Y&... y) {
  expect_same_device(Op::name, x, y...);
  auto shape = x.shape();
  ((shape = broadcast(Op::name, shape, y.shape())), ...);
  const auto result = destination(Op::name, shape, x.device(), out);
  kernels::map(op, result, apart(x, result), apart(y, result)...);
  written(Op::name, out);
  return result;
}

}  // namespace d2l

// The lines that make an op out of a formula, for the types of a list of core/element.hpp: the function and its form in
// place, `sin` and `sin_`.

#define D2L_UNARY(op, Formula, Elements, FOR_TYPES)     \
  template <Elements T>                                 \
  Tensor<T> op(const Tensor<T>& x, const Out<T>& out) { \
    return unary(formulas::Formula(), x, out);          \
  }                                                     \
  template <Elements T>                                 \
  const Tensor<T>& op##_(const Tensor<T>& x) {          \
    return unary_(#op "_", formulas::Formula(), x);     \
  }                                                     \
  FOR_TYPES(D2L_INSTANTIATE_UNARY, op)
#define D2L_INSTANTIATE_UNARY(T, op)                      \
  template Tensor<T> op(const Tensor<T>&, const Out<T>&); \
  template const Tensor<T>& op##_(const Tensor<T>&);
#define D2L_UNARY_OF_FLOATS(op, Formula) D2L_UNARY(op, Formula, std::floating_point, D2L_FOR_FLOATS_WITH)
#define D2L_UNARY_OF_NUMBERS(op, Formula) D2L_UNARY(op, Formula, Number, D2L_FOR_NUMBERS_WITH)

#define D2L_BINARY(op, Formula, Elements, FOR_TYPES)                        \
  template <Elements T>                                                     \
  Tensor<T> op(const Tensor<T>& a, const Tensor<T>& b, const Out<T>& out) { \
    return binary(formulas::Formula(), a, b, out);                          \
  }                                                                         \
  template <Elements T>                                                     \
  const Tensor<T>& op##_(const Tensor<T>& a, const Tensor<T>& b) {          \
    return binary_(#op "_", formulas::Formula(), a, b);                     \
  }                                                                         \
  FOR_TYPES(D2L_INSTANTIATE_BINARY, op)
#define D2L_INSTANTIATE_BINARY(T, op)                                       \
  template Tensor<T> op(const Tensor<T>&, const Tensor<T>&, const Out<T>&); \
  template const Tensor<T>& op##_(const Tensor<T>&, const Tensor<T>&);
#define D2L_BINARY_OF_FLOATS(op, Formula) D2L_BINARY(op, Formula, std::floating_point, D2L_FOR_FLOATS_WITH)
#define D2L_BINARY_OF_NUMBERS(op, Formula) D2L_BINARY(op, Formula, Number, D2L_FOR_NUMBERS_WITH)

// Of a tensor and a plain number, which is a member of the formula.
#define D2L_WITH_NUMBER(op, Formula, Elements, FOR_TYPES)                          \
  template <Elements T>                                                            \
  Tensor<T> op(const Tensor<T>& x, std::type_identity_t<T> s, const Out<T>& out) { \
    return unary(formulas::Formula<T>{s}, x, out);                                 \
  }                                                                                \
  template <Elements T>                                                            \
  const Tensor<T>& op##_(const Tensor<T>& x, std::type_identity_t<T> s) {          \
    return unary_(#op "_", formulas::Formula<T>{s}, x);                            \
  }                                                                                \
  FOR_TYPES(D2L_INSTANTIATE_WITH_NUMBER, op)
#define D2L_INSTANTIATE_WITH_NUMBER(T, op)                   \
  template Tensor<T> op(const Tensor<T>&, T, const Out<T>&); \
  template const Tensor<T>& op##_(const Tensor<T>&, T);

// With truth values as results, for all types: a property of one tensor, a relation of two.
#define D2L_PROPERTY(op, Formula)                             \
  template <Element T>                                        \
  Tensor<bool> op(const Tensor<T>& x, const Out<bool>& out) { \
    return compare(formulas::Formula(), out, x);              \
  }                                                           \
  D2L_FOR_ELEMENTS_WITH(D2L_INSTANTIATE_PROPERTY, op)
#define D2L_INSTANTIATE_PROPERTY(T, op) template Tensor<bool> op(const Tensor<T>&, const Out<bool>&);
#define D2L_COMPARISON(op, Formula)                                               \
  template <Element T>                                                            \
  Tensor<bool> op(const Tensor<T>& x, const Tensor<T>& y, const Out<bool>& out) { \
    return compare(formulas::Formula(), out, x, y);                               \
  }                                                                               \
  D2L_FOR_ELEMENTS_WITH(D2L_INSTANTIATE_COMPARISON, op)
#define D2L_INSTANTIATE_COMPARISON(T, op) \
  template Tensor<bool> op(const Tensor<T>&, const Tensor<T>&, const Out<bool>&);

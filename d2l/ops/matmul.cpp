#include "d2l/ops/matmul.hpp"

#include <device_kinds.hpp>
#include <string>

#include "d2l/autograd/record.hpp"
#include "d2l/autograd/view_history.hpp"
#include "d2l/ops/arithmetic.hpp"
#include "d2l/ops/bmm.hpp"
#include "d2l/ops/copy.hpp"
#include "d2l/ops/destination.hpp"
#include "d2l/ops/reduction.hpp"
#include "d2l/ops/view.hpp"

namespace d2l {
namespace {

template <class T>
std::string product(const Tensor<T>& a, const Tensor<T>& b) {
  return to_string(a.shape()) + " x " + to_string(b.shape());
}

template <class T>
void expect_axes(const char* op, const Tensor<T>& a, std::int64_t a_axes, const Tensor<T>& b, std::int64_t b_axes) {
  expect_same_device(op, a, b);
  if (a.dim() != a_axes || b.dim() != b_axes)
    throw ShapeError(std::string(op) + ": " + product(a, b) + ": it takes tensors of " + std::to_string(a_axes) +
                     " and " + std::to_string(b_axes) + " axes");
  const auto inner_a = a.size(-1), inner_b = b.size(0);
  if (inner_a != inner_b)
    throw ShapeError(std::string(op) + ": " + product(a, b) + ": the inner sizes " + std::to_string(inner_a) + " and " +
                     std::to_string(inner_b) + " differ");
}

// A product of matrices that `multiply` computes, in this shape, written into `out` through a view of it.
template <class T, class Multiply>
Tensor<T> product_of(const char* op, const Tensor<T>& A, const Tensor<T>& B, const Shape& shape, const Out<T>& out,
                     const Multiply& multiply) {
  if (!out.tensor.defined()) return by_itself(view(multiply(A, B), shape));
  const auto result = destination(op, shape, A.device(), out, A, B);
  copy_(result, view(multiply(A, B), shape));
  return result;
}

// The vector products are matrix products of one row or column.
template <class T>
Tensor<T> product_of(const char* op, const Tensor<T>& A, const Tensor<T>& B, const Shape& shape, const Out<T>& out) {
  return product_of(op, A, B, shape, out, [](const auto& A, const auto& B) { return mm(A, B); });
}

// X (…, n, k) as its matrices in a row, repeated to all these axes in front.
template <class T>
Tensor<T> batch_of(const Tensor<T>& X, const Shape& front) {
  auto shape = front;
  shape.push_back(X.size(-2));
  shape.push_back(X.size(-1));
  return reshape(expand(X, shape), {numel(front), X.size(-2), X.size(-1)});
}

// The product of A, with any number of axes, and B, with three or more: matrix by matrix.
template <class T>
Tensor<T> batched_product(const Tensor<T>& A, const Tensor<T>& B, const Out<T>& out) {
  const auto in_front = [](const Tensor<T>& X) {
    auto shape = X.shape();
    for (int matrix_axis = 0; matrix_axis < 2; ++matrix_axis) shape.erase(shape.size() - 1);
    return shape;
  };
  const auto matrices = A.dim() == 1 ? unsqueeze(A, 0) : A;
  const auto front = broadcast("matmul", in_front(matrices), in_front(B));
  auto shape = front;
  if (A.dim() > 1) shape.push_back(A.size(-2));
  shape.push_back(B.size(-1));
  return product_of("matmul", matrices, B, shape, out,
                    [&](const auto& A, const auto& B) { return bmm(batch_of(A, front), batch_of(B, front)); });
}

}  // namespace

template <std::floating_point T>
Tensor<T> mm(const Tensor<T>& A, const Tensor<T>& B, const Out<T>& out) {
  expect_axes("mm", A, 2, B, 2);
  const auto C = destination("mm", {A.size(0), B.size(1)}, A.device(), out, A, B);
  if (C.is_contiguous() && !overlaps(C, A) && !overlaps(C, B) && !C.is(A) && !C.is(B))
    kernels::on(C, [&](auto device) { kernels::matmul(device, C, A, B); });
  else
    copy_(C, mm(A, B));
  written("mm", out);
  record("mm", C, {keep_if(B.requires_grad(), A), keep_if(A.requires_grad(), B)},
         [](const Tensor<T>& dC, const Input<T>& A, const Input<T>& B) {
           if (A.wants_grad()) A.accumulate(mm(dC, t(*B)));  // dA = dC Bᵀ
           if (B.wants_grad()) B.accumulate(mm(t(*A), dC));  // dB = Aᵀ dC
         });
  return C;
}

template <std::floating_point T>
Tensor<T> mv(const Tensor<T>& A, const Tensor<T>& x, const Out<T>& out) {
  expect_axes("mv", A, 2, x, 1);
  return product_of("mv", A, unsqueeze(x, 1), {A.size(0)}, out);
}

template <std::floating_point T>
Tensor<T> dot(const Tensor<T>& x, const Tensor<T>& y, const Out<T>& out) {
  expect_axes("dot", x, 1, y, 1);
  return product_of("dot", unsqueeze(x, 0), unsqueeze(y, 1), {}, out);
}

template <std::floating_point T>
Tensor<T> matmul(const Tensor<T>& A, const Tensor<T>& B, const Out<T>& out) {
  if (A.dim() == 0 || B.dim() == 0) throw ShapeError("matmul: " + product(A, B) + ": both need at least one axis");
  const auto inner = A.size(-1), inner_b = B.size(B.dim() == 1 ? 0 : -2);
  if (inner != inner_b)
    throw ShapeError("matmul: " + product(A, B) + ": the inner sizes " + std::to_string(inner) + " and " +
                     std::to_string(inner_b) + " differ");
  expect_same_device("matmul", A, B);
  if (A.dim() == 2 && B.dim() == 2) return mm(A, B, out);
  if (B.dim() > 2) return batched_product(A, B, out);
  auto shape = A.shape();
  shape.erase(shape.size() - 1);
  const auto rows = numel(shape);
  if (B.dim() == 2) shape.push_back(B.size(1));
  return product_of("matmul", reshape(A, {rows, inner}), B.dim() == 2 ? B : unsqueeze(B, 1), shape, out);
}

template <std::floating_point T>
Tensor<T> linear(const Tensor<T>& X, const Tensor<T>& W, const Tensor<T>& b) {
  if (X.dim() == 0 || W.dim() != 2 || X.size(-1) != W.size(1))
    throw ShapeError("linear: inputs of shape " + to_string(X.shape()) + " do not fit weights of shape " +
                     to_string(W.shape()) + " (out, in): the last size of the one must be the last of the other");
  if (b.defined() && (b.dim() != 1 || b.size(0) != W.size(0)))
    throw ShapeError("linear: a bias of shape " + to_string(b.shape()) + " does not fit weights of shape " +
                     to_string(W.shape()) + " (out, in)");
  expect_same_device("linear", X, W);
  if (b.defined()) expect_same_device("linear", X, b);
  if (X.dim() != 2) {
    auto shape = X.shape();
    shape.erase(shape.size() - 1);
    const auto rows = numel(shape);
    shape.push_back(W.size(0));
    return by_itself(view(linear(reshape(X, {rows, X.size(-1)}), W, b), shape));
  }
  const auto Y = Tensor<T>::allocate({X.size(0), W.size(0)}, X.device());
  {
    const NoGrad internal;
    kernels::on(Y, [&](auto device) { kernels::matmul(device, Y, X, t(W)); });
    if (b.defined()) Y.add_(b);
  }
  const auto gradient = [](const Tensor<T>& dY, const Input<T>& X, const Input<T>& W) {
    if (X.wants_grad()) X.accumulate(mm(dY, *W));     // dX = dY W
    if (W.wants_grad()) W.accumulate(mm(t(dY), *X));  // dW = dYᵀ X
  };
  const auto x = keep_if(W.requires_grad(), X), w = keep_if(X.requires_grad(), W);
  if (!b.defined())
    record("linear", Y, {x, w}, gradient);
  else
    record("linear", Y, {x, w, edge(b)},
           [gradient](const Tensor<T>& dY, const Input<T>& X, const Input<T>& W, const Input<T>& b) {
             gradient(dY, X, W);
             if (b.wants_grad()) b.accumulate(sum(dY, 0));
           });
  return Y;
}

#define D2L_INSTANTIATE(T)                                                      \
  template Tensor<T> matmul(const Tensor<T>&, const Tensor<T>&, const Out<T>&); \
  template Tensor<T> mm(const Tensor<T>&, const Tensor<T>&, const Out<T>&);     \
  template Tensor<T> mv(const Tensor<T>&, const Tensor<T>&, const Out<T>&);     \
  template Tensor<T> dot(const Tensor<T>&, const Tensor<T>&, const Out<T>&);    \
  template Tensor<T> linear(const Tensor<T>&, const Tensor<T>&, const Tensor<T>&);
D2L_FOR_FLOATS(D2L_INSTANTIATE)

}  // namespace d2l

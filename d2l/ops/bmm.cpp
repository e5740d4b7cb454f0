#include "d2l/ops/bmm.hpp"

#include <device_kinds.hpp>

#include "d2l/autograd/record.hpp"
#include "d2l/ops/copy.hpp"
#include "d2l/ops/destination.hpp"
#include "d2l/ops/view.hpp"

namespace d2l {
namespace {

// The i-th matrix of a batch, outside the graph.
template <class T>
Tensor<T> matrix(const Tensor<T>& X, std::int64_t i) {
  const auto &shape = X.shape(), &strides = X.strides();
  return {X.storage(), X.storage_offset() + i * strides[0], {shape[1], shape[2]}, {strides[1], strides[2]}};
}

}  // namespace

template <std::floating_point T>
Tensor<T> bmm(const Tensor<T>& A, const Tensor<T>& B, const Out<T>& out) {
  expect_same_device("bmm", A, B);
  if (A.dim() != 3 || B.dim() != 3 || A.size(0) != B.size(0) || A.size(2) != B.size(1))
    throw ShapeError("bmm: " + to_string(A.shape()) + " x " + to_string(B.shape()) +
                     ": it takes (b, n, k) and (b, k, m)");
  const auto C = destination("bmm", {A.size(0), A.size(1), B.size(2)}, A.device(), out, A, B);
  if (!C.is_contiguous() || C.storage() == A.storage() || C.storage() == B.storage())
    copy_(C, bmm(A, B));
  else
    kernels::on(C, [&](auto device) {
      for (std::int64_t i = 0; i < C.size(0); ++i) kernels::matmul(device, matrix(C, i), matrix(A, i), matrix(B, i));
    });
  written("bmm", out);
  record("bmm", C, {keep_if(B.requires_grad(), A), keep_if(A.requires_grad(), B)},
         [](const Tensor<T>& dC, const Input<T>& A, const Input<T>& B) {
           if (A.wants_grad()) A.accumulate(bmm(dC, transpose(*B, 1, 2)));
           if (B.wants_grad()) B.accumulate(bmm(transpose(*A, 1, 2), dC));
         });
  return C;
}

#define D2L_INSTANTIATE(T) template Tensor<T> bmm(const Tensor<T>&, const Tensor<T>&, const Out<T>&);
D2L_FOR_FLOATS(D2L_INSTANTIATE)

}  // namespace d2l

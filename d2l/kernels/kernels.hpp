#pragma once

#include <cstdint>

#include "d2l/core/tensor.hpp"

// What a device must be able to do. Each kernel is a function with an overload for every kind of device, defined in
// kernels/cpu and in kernels/cuda. The ops above check shapes and devices; a kernel trusts them. Results are written
// into memory that the op has made; strides may be any unless a line says otherwise. An op calls the kernel of its
// tensor's device by `on`: `on(y, [&](auto device) { kernels::log_softmax(device, y, x); })`.
namespace d2l::kernels {

/// The kinds of devices, as the first argument of a kernel.
struct Cpu {};
struct Cuda {};

/// out[i] = f(in[i]...) for each element, each input broadcast to the shape of `out`. The one loop behind every
/// elementwise op and its gradient; a template over the formula f, so it is defined in map.hpp of the device's folder.
template <class F, class Out, class... In>
void map(Cpu, const F& f, const Tensor<Out>& out, const Tensor<In>&... in);
template <class F, class Out, class... In>
void map(Cuda, const F& f, const Tensor<Out>& out, const Tensor<In>&... in);

/// f(x[i]...) for each element of tensors of one shape; f changes what it takes by reference. One pass over memory
/// where a formula has several results, as the step of an optimizer has. Also in map.hpp.
template <class F, class... T>
void update(Cpu, const F& f, const Tensor<T>&... x);
template <class F, class... T>
void update(Cuda, const F& f, const Tensor<T>&... x);

/// C = A B for A (n, k), B (k, m), C (n, m), in row-major C; T is float or double.
template <class T>
void matmul(Cpu, const Tensor<T>& C, const Tensor<T>& A, const Tensor<T>& B);
template <class T>
void matmul(Cuda, const Tensor<T>& C, const Tensor<T>& A, const Tensor<T>& B);

/// y = x summed over `axes`; y has size 1 along them. Floats are summed in double precision.
template <class T, class S>
void sum(Cpu, const Tensor<S>& y, const Tensor<T>& x, const Dims& axes);
template <class T, class S>
void sum(Cuda, const Tensor<S>& y, const Tensor<T>& x, const Dims& axes);

/// y = the product of x over `axes`; y has size 1 along them. Floats are multiplied in double precision.
template <class T, class S>
void prod(Cpu, const Tensor<S>& y, const Tensor<T>& x, const Dims& axes);
template <class T, class S>
void prod(Cuda, const Tensor<S>& y, const Tensor<T>& x, const Dims& axes);

/// The largest element along `axes`, and its place among them in row-major order; the first where several are equal,
/// NaN above all. `values` and `places` have size 1 along the axes, of which none is empty.
template <class T>
void max(Cpu, const Tensor<T>& values, const Tensor<std::int64_t>& places, const Tensor<T>& x, const Dims& axes);
template <class T>
void max(Cuda, const Tensor<T>& values, const Tensor<std::int64_t>& places, const Tensor<T>& x, const Dims& axes);

/// y[.., j, ..] = the sum of x[.., i, ..] for all i up to j along `axis`, or if `backwards` from j on. Floats are
/// added up in double precision.
template <class T, class S>
void cumsum(Cpu, const Tensor<S>& y, const Tensor<T>& x, std::int64_t axis, bool backwards);
template <class T, class S>
void cumsum(Cuda, const Tensor<S>& y, const Tensor<T>& x, std::int64_t axis, bool backwards);

/// The same with products of floats; y is not rounded.
template <class T>
void cumprod(Cpu, const Tensor<double>& y, const Tensor<T>& x, std::int64_t axis, bool backwards);
template <class T>
void cumprod(Cuda, const Tensor<double>& y, const Tensor<T>& x, std::int64_t axis, bool backwards);

/// places[r] = where the elements of the row x[r] stand that come first, second, ... when it is in order, from the
/// smallest or if `descending` from the largest; equals keep their order, NaN stands above all. Both are row-major
/// (rows, n).
template <class T>
void argsort(Cpu, const Tensor<std::int64_t>& places, const Tensor<T>& x, bool descending);
template <class T>
void argsort(Cuda, const Tensor<std::int64_t>& places, const Tensor<T>& x, bool descending);

/// y[o, j, i] = x[o, index[j], i] for x (outer, n, inner) and y (outer, m, inner), all row-major.
template <class T>
void index_select(Cpu, const Tensor<T>& y, const Tensor<T>& x, const Tensor<std::int64_t>& index);
template <class T>
void index_select(Cuda, const Tensor<T>& y, const Tensor<T>& x, const Tensor<std::int64_t>& index);

/// y[j, i] = x[index[j], i] / 255 for bytes x (n, inner) and y (m, inner), both row-major: a batch of images.
void gather_images(Cpu, const Tensor<float>& y, const Tensor<std::uint8_t>& x, const Tensor<std::int64_t>& index);
void gather_images(Cuda, const Tensor<float>& y, const Tensor<std::uint8_t>& x, const Tensor<std::int64_t>& index);

/// x[o, index[j], i] += y[o, j, i]: the way back of index_select.
template <class T>
void index_add(Cpu, const Tensor<T>& x, const Tensor<T>& y, const Tensor<std::int64_t>& index);
template <class T>
void index_add(Cuda, const Tensor<T>& x, const Tensor<T>& y, const Tensor<std::int64_t>& index);

/// y[.., j, ..] = x[.., index[.., j, ..], ..] along `axis`, for y of index's shape.
template <class T>
void gather(Cpu, const Tensor<T>& y, const Tensor<T>& x, std::int64_t axis, const Tensor<std::int64_t>& index);
template <class T>
void gather(Cuda, const Tensor<T>& y, const Tensor<T>& x, std::int64_t axis, const Tensor<std::int64_t>& index);

/// x[.., index[.., j, ..], ..] = y[.., j, ..]; of several for one place the last. Errors call a bad index `what`.
template <class T>
void scatter(Cpu, const Tensor<T>& x, const Tensor<T>& y, std::int64_t axis, const Tensor<std::int64_t>& index,
             const char* what);
template <class T>
void scatter(Cuda, const Tensor<T>& x, const Tensor<T>& y, std::int64_t axis, const Tensor<std::int64_t>& index,
             const char* what);

/// x[.., index[.., j, ..], ..] += y[.., j, ..], in the order of j: also the way back of gather.
template <class T>
void scatter_add(Cpu, const Tensor<T>& x, const Tensor<T>& y, std::int64_t axis, const Tensor<std::int64_t>& index,
                 const char* what = "gather: index");
template <class T>
void scatter_add(Cuda, const Tensor<T>& x, const Tensor<T>& y, std::int64_t axis, const Tensor<std::int64_t>& index,
                 const char* what = "gather: index");

/// y = log(exp(x) / sum of exp(x)) for each row of a row-major matrix, without overflow: the row's maximum is taken
/// off first.
template <class T>
void log_softmax(Cpu, const Tensor<T>& y, const Tensor<T>& x);
template <class T>
void log_softmax(Cuda, const Tensor<T>& y, const Tensor<T>& x);

/// loss[i] = -log_p[i, labels[i]] for row-major log_p (n, classes).
template <class T>
void negative_log_likelihood(Cpu, const Tensor<T>& loss, const Tensor<T>& log_p, const Tensor<std::int64_t>& labels);
template <class T>
void negative_log_likelihood(Cuda, const Tensor<T>& loss, const Tensor<T>& log_p, const Tensor<std::int64_t>& labels);

/// dx = (exp(log_p) - [column = label]) · dl for each row of row-major (n, classes): the gradient of -log p[label].
template <class T>
void cross_entropy_gradient(Cpu, const Tensor<T>& dx, const Tensor<T>& log_p, const Tensor<std::int64_t>& labels,
                            const Tensor<T>& dl);
template <class T>
void cross_entropy_gradient(Cuda, const Tensor<T>& dx, const Tensor<T>& log_p, const Tensor<std::int64_t>& labels,
                            const Tensor<T>& dl);

}  // namespace d2l::kernels

#pragma once

#include <cstdint>

#include "d2l/core/tensor.hpp"
#include "d2l/kernels/windows.hpp"

// What a device must be able to do. Each kernel is a function with an overload for every kind of device, defined in
// kernels/cpu and in kernels/cuda. The ops above check shapes and devices; a kernel trusts them. Results are written
// into memory that the op has made; strides may be any unless a line says otherwise. An op calls the kernel of its
// tensor's device through `on`: `on(y, [&](auto device) { kernels::log_softmax(device, y, x); })`.
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
/// where a formula has several results, as the step of an optimizer does. Also in map.hpp.
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

/// places[r] = where in the row x[r] the elements stand that come first, second, ... when it is in order, from the
/// smallest, or from the largest if `descending`; equals keep their order, NaN stands above all. Both are row-major
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

/// x[.., index[.., j, ..], ..] = y[.., j, ..]; of several for one place the last one stays. Errors call a bad index
/// `what`.
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

/// P[i, c, u, v, p, q] = X[i, c, row, column] for place u of window p of the rows and place v of window q of the
/// columns, 0 in the padding: the patches of row-major X (n, c, h, w).
template <class T>
void unfold(Cpu, const Tensor<T>& P, const Tensor<T>& X, const Windows2d& windows);
template <class T>
void unfold(Cuda, const Tensor<T>& P, const Tensor<T>& X, const Windows2d& windows);

/// X[i, c, row, column] = the sum of all elements of P that unfold would take from there; added up in double precision.
/// X is row-major.
template <class T>
void fold(Cpu, const Tensor<T>& X, const Tensor<T>& P, const Windows2d& windows);
template <class T>
void fold(Cuda, const Tensor<T>& X, const Tensor<T>& P, const Windows2d& windows);

/// Y = W slid over X, for row-major X (n, c, h, w), W (c_out, c/groups, kh, kw), Y (n, c_out, oh, ow):
/// Y[i, o, p, q] = Σ over c, u, v of W[o, c, u, v] · P[i, c, u, v, p, q], where output o sees its group's channels
/// only.
template <class T>
void conv2d(Cpu, const Tensor<T>& Y, const Tensor<T>& X, const Tensor<T>& W, const Windows2d& windows,
            std::int64_t groups);
template <class T>
void conv2d(Cuda, const Tensor<T>& Y, const Tensor<T>& X, const Tensor<T>& W, const Windows2d& windows,
            std::int64_t groups);

/// dX = the gradient that conv2d gives its X for dY; all row-major.
template <class T>
void conv2d_data(Cpu, const Tensor<T>& dX, const Tensor<T>& dY, const Tensor<T>& W, const Windows2d& windows,
                 std::int64_t groups);
template <class T>
void conv2d_data(Cuda, const Tensor<T>& dX, const Tensor<T>& dY, const Tensor<T>& W, const Windows2d& windows,
                 std::int64_t groups);

/// dW = the gradient that conv2d gives its W for dY; all row-major.
template <class T>
void conv2d_weights(Cpu, const Tensor<T>& dW, const Tensor<T>& dY, const Tensor<T>& X, const Windows2d& windows,
                    std::int64_t groups);
template <class T>
void conv2d_weights(Cuda, const Tensor<T>& dW, const Tensor<T>& dY, const Tensor<T>& X, const Windows2d& windows,
                    std::int64_t groups);

/// Y = the largest of each window of row-major X (n, c, h, w), and its place in its h·w plane: the first where several
/// are equal, NaN above all. Every window has a place inside.
template <class T>
void max_pool2d(Cpu, const Tensor<T>& Y, const Tensor<std::int64_t>& places, const Tensor<T>& X,
                const Windows2d& windows);
template <class T>
void max_pool2d(Cuda, const Tensor<T>& Y, const Tensor<std::int64_t>& places, const Tensor<T>& X,
                const Windows2d& windows);

/// dX = dY, added up at the places that max_pool2d found, and 0 elsewhere; all row-major.
template <class T>
void max_pool2d_gradient(Cpu, const Tensor<T>& dX, const Tensor<T>& dY, const Tensor<std::int64_t>& places,
                         const Windows2d& windows);
template <class T>
void max_pool2d_gradient(Cuda, const Tensor<T>& dX, const Tensor<T>& dY, const Tensor<std::int64_t>& places,
                         const Windows2d& windows);

/// Y = the mean of each window of row-major X (n, c, h, w), added up in double precision.
template <class T>
void avg_pool2d(Cpu, const Tensor<T>& Y, const Tensor<T>& X, const AverageWindows& rows, const AverageWindows& columns);
template <class T>
void avg_pool2d(Cuda, const Tensor<T>& Y, const Tensor<T>& X, const AverageWindows& rows,
                const AverageWindows& columns);

/// dX = the gradient that avg_pool2d gives its X for dY; both row-major.
template <class T>
void avg_pool2d_gradient(Cpu, const Tensor<T>& dX, const Tensor<T>& dY, const AverageWindows& rows,
                         const AverageWindows& columns);
template <class T>
void avg_pool2d_gradient(Cuda, const Tensor<T>& dX, const Tensor<T>& dY, const AverageWindows& rows,
                         const AverageWindows& columns);

/// Y (n, c, oh, ow) = X (n, c, h, w), both row-major, bilinear between the pixels' centres.
template <class T>
void bilinear(Cpu, const Tensor<T>& Y, const Tensor<T>& X);
template <class T>
void bilinear(Cuda, const Tensor<T>& Y, const Tensor<T>& X);

/// dX = the gradient that bilinear gives its X for dY; both row-major.
template <class T>
void bilinear_gradient(Cpu, const Tensor<T>& dX, const Tensor<T>& dY);
template <class T>
void bilinear_gradient(Cuda, const Tensor<T>& dX, const Tensor<T>& dY);

/// s[c] = Σ (a - mean_a[c])·(b - mean_b[c]) over all elements of channel c of row-major a and b (n, c, ...).
template <class T>
void channel_products(Cpu, const Tensor<double>& s, const Tensor<T>& a, const Tensor<double>& mean_a,
                      const Tensor<T>& b, const Tensor<double>& mean_b);
template <class T>
void channel_products(Cuda, const Tensor<double>& s, const Tensor<T>& a, const Tensor<double>& mean_a,
                      const Tensor<T>& b, const Tensor<double>& mean_b);

}  // namespace d2l::kernels

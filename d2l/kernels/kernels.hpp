#pragma once

#include <cstdint>

#include "d2l/core/tensor.hpp"

namespace d2l::kernels {

/// What a device must be able to do, declared once; each kind of device defines it for itself, in kernels/cpu and in
/// kernels/cuda. The ops above check shapes and devices; a kernel trusts them. Results are written into memory that the
/// op has made; strides may be any unless a line says otherwise. An op finds the kernels of its tensor's device by
/// `on`: `on(y, [&](auto device) { device.log_softmax(y, x); })`.
template <Device::Kind kind>
struct Kernels {
  /// out[i] = f(in[i]...) for each element, each input broadcast to the shape of `out`. The one loop behind every
  /// elementwise op and its gradient; a template, so it is defined in map.hpp of the device's folder.
  template <class F, class Out, class... In>
  static void map(const F& f, const Tensor<Out>& out, const Tensor<In>&... in);

  /// C = A B for A (n, k), B (k, m), C (n, m), in row-major C; T is float or double.
  template <class T>
  static void matmul(const Tensor<T>& C, const Tensor<T>& A, const Tensor<T>& B);

  /// y = x summed over `axes`; y has size 1 along them. Floats are summed in double precision.
  template <class T, class S>
  static void sum(const Tensor<S>& y, const Tensor<T>& x, const Dims& axes);

  /// The largest element along `axes`, and its place among them in row-major order; the first where several are equal,
  /// NaN above all. `values` and `places` have size 1 along the axes, of which none is empty.
  template <class T>
  static void max(const Tensor<T>& values, const Tensor<std::int64_t>& places, const Tensor<T>& x, const Dims& axes);

  /// y[o, j, i] = x[o, index[j], i] for x (outer, n, inner) and y (outer, m, inner), all row-major.
  template <class T>
  static void index_select(const Tensor<T>& y, const Tensor<T>& x, const Tensor<std::int64_t>& index);
  /// y[j, i] = x[index[j], i] / 255 for bytes x (n, inner) and y (m, inner), both row-major: a batch of images.
  static void gather_images(const Tensor<float>& y, const Tensor<std::uint8_t>& x, const Tensor<std::int64_t>& index);
  /// x[o, index[j], i] += y[o, j, i]: the way back.
  template <class T>
  static void index_add(const Tensor<T>& x, const Tensor<T>& y, const Tensor<std::int64_t>& index);

  /// y[.., j, ..] = x[.., index[.., j, ..], ..] along `axis`, for y of index's shape.
  template <class T>
  static void gather(const Tensor<T>& y, const Tensor<T>& x, std::int64_t axis, const Tensor<std::int64_t>& index);
  /// x[.., index[.., j, ..], ..] += y[.., j, ..]: the way back.
  template <class T>
  static void scatter_add(const Tensor<T>& x, const Tensor<T>& y, std::int64_t axis, const Tensor<std::int64_t>& index);

  /// y = log(exp(x) / sum of exp(x)) for each row of a row-major matrix, without overflow: the row's maximum is taken
  /// off first.
  template <class T>
  static void log_softmax(const Tensor<T>& y, const Tensor<T>& x);

  /// loss[i] = -log_p[i, labels[i]] for row-major log_p (n, classes).
  template <class T>
  static void negative_log_likelihood(const Tensor<T>& loss, const Tensor<T>& log_p,
                                      const Tensor<std::int64_t>& labels);

  /// dx = (exp(log_p) - [column = label]) · dl for each row of row-major (n, classes): the gradient of -log p[label].
  template <class T>
  static void cross_entropy_gradient(const Tensor<T>& dx, const Tensor<T>& log_p, const Tensor<std::int64_t>& labels,
                                     const Tensor<T>& dl);
};

using Cpu = Kernels<Device::Kind::cpu>;
using Cuda = Kernels<Device::Kind::cuda>;

}  // namespace d2l::kernels

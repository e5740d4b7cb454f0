#pragma once

#include <algorithm>

#include "d2l/kernels/blas_operand.hpp"
#include "d2l/kernels/copy.hpp"
#include "d2l/kernels/kernels.hpp"

// Convolutions as products of matrices (im2col and GEMM), on any device: a row for each place of the kernel, a column
// for each patch of the images (Chellapilla, Puri and Simard 2006). In row-major order, with k = c·kh·kw, for patches P
// (k, n·oh·ow):
//
//     Y = W P        dP = Wᵀ dY, folded into dX        dW = dY Pᵀ
//
// with the images of Y (c_out, n·oh·ow) side by side, and a product for each group of channels.
namespace d2l::kernels::by_products {

/// The part [begin, end) of X's first axis.
template <class T>
Tensor<T> part(const Tensor<T>& X, std::int64_t begin, std::int64_t end) {
  auto shape = X.shape();
  shape[0] = end - begin;
  return {X.storage(), X.storage_offset() + begin * X.strides()[0], shape, X.strides()};
}

/// X (c, n·oh·ow) as images (n, c, oh, ow).
template <class T>
Tensor<T> as_images(const Tensor<T>& X, std::int64_t oh, std::int64_t ow) {
  const auto across = X.size(1), pixels = oh * ow;
  return {X.storage(), X.storage_offset(), {across / pixels, X.size(0), oh, ow}, {pixels, across, ow, 1}};
}

/// Images (n, c, oh, ow) side by side, as (c, n·oh·ow).
template <class T>
Tensor<T> side_by_side(const Tensor<T>& images) {
  const auto X =
      Tensor<T>::allocate({images.size(1), images.size(0) * images.size(2) * images.size(3)}, images.device());
  copy(as_images(X, images.size(2), images.size(3)), images);
  return X;
}

/// Weights (c_out, c, kh, kw) as the matrix (c_out, k).
template <class T>
Tensor<T> as_matrix(const Tensor<T>& W) {
  const auto k = W.size(1) * W.size(2) * W.size(3);
  return {W.storage(), W.storage_offset(), {W.size(0), k}, {k, 1}};
}

/// Memory for the patches of some images: as a matrix (k, n·oh·ow), and as unfold and fold see it.
template <class T>
struct Patches {
  Tensor<T> matrix, patches;

  Patches(std::int64_t n, std::int64_t c, const Windows2d& windows, const Tensor<T>& Y) {
    const auto kh = windows.rows.size, kw = windows.columns.size, oh = Y.size(2), ow = Y.size(3);
    const auto across = n * oh * ow;
    matrix = Tensor<T>::allocate({c * kh * kw, across}, Y.device());
    patches = {matrix.storage(), 0, {n, c, kh, kw, oh, ow}, {oh * ow, kh * kw * across, kw * across, across, ow, 1}};
  }
};

/// Calls f(begin, end) for as many images at a time as have patches of at most 64 MiB, but at least one.
template <class T, class F>
void for_images(const Tensor<T>& X, const Windows2d& windows, const Tensor<T>& Y, const F& f) {
  constexpr std::int64_t most = std::int64_t{64} << 20;
  const auto bytes = X.size(1) * windows.rows.size * windows.columns.size * Y.size(2) * Y.size(3) *
                     static_cast<std::int64_t>(sizeof(T));
  const auto images = std::max<std::int64_t>(most / bytes, 1);
  for (std::int64_t begin = 0; begin < X.size(0); begin += images) f(begin, std::min(begin + images, X.size(0)));
}

/// The g-th of `groups` equal parts of X's first axis.
template <class T>
Tensor<T> group(const Tensor<T>& X, std::int64_t g, std::int64_t groups) {
  const auto rows = X.size(0) / groups;
  return part(X, g * rows, (g + 1) * rows);
}

template <class Device, class T>
void conv2d(Device device, const Tensor<T>& Y, const Tensor<T>& X, const Tensor<T>& W, const Windows2d& windows,
            std::int64_t groups) {
  for_images(X, windows, Y, [&](std::int64_t begin, std::int64_t end) {
    const Patches<T> P(end - begin, X.size(1), windows, Y);
    unfold(device, P.patches, part(X, begin, end), windows);
    const auto outputs = Tensor<T>::allocate({Y.size(1), P.matrix.size(1)}, Y.device());
    for (std::int64_t g = 0; g < groups; ++g)
      matmul(device, group(outputs, g, groups), as_matrix(group(W, g, groups)), group(P.matrix, g, groups));
    copy(part(Y, begin, end), as_images(outputs, Y.size(2), Y.size(3)));
  });
}

template <class Device, class T>
void conv2d_data(Device device, const Tensor<T>& dX, const Tensor<T>& dY, const Tensor<T>& W, const Windows2d& windows,
                 std::int64_t groups) {
  for_images(dX, windows, dY, [&](std::int64_t begin, std::int64_t end) {
    const Patches<T> dP(end - begin, dX.size(1), windows, dY);
    const auto outputs = side_by_side(part(dY, begin, end));
    for (std::int64_t g = 0; g < groups; ++g)
      matmul(device, group(dP.matrix, g, groups), transposed(as_matrix(group(W, g, groups))),
             group(outputs, g, groups));
    fold(device, part(dX, begin, end), dP.patches, windows);
  });
}

template <class Device, class T>
void conv2d_weights(Device device, const Tensor<T>& dW, const Tensor<T>& dY, const Tensor<T>& X,
                    const Windows2d& windows, std::int64_t groups) {
  fill(dW, T(0));
  for_images(X, windows, dY, [&](std::int64_t begin, std::int64_t end) {
    const Patches<T> P(end - begin, X.size(1), windows, dY);
    unfold(device, P.patches, part(X, begin, end), windows);
    const auto outputs = side_by_side(part(dY, begin, end));
    const auto share = Tensor<T>::allocate(dW.shape(), dW.device());
    for (std::int64_t g = 0; g < groups; ++g)
      matmul(device, as_matrix(group(share, g, groups)), group(outputs, g, groups),
             transposed(group(P.matrix, g, groups)));
    add(dW, dW, share);
  });
}

}  // namespace d2l::kernels::by_products

#pragma once

#include "d2l/kernels/kernels.hpp"
#include "d2l/kernels/pixels.hpp"

// The kernels on images that are computed pixel by pixel, on whatever device has a `for_each_pixel(operation, planes,
// rows, columns, f)`: it calls f(plane, row, column) for all pixels, and `operation` names the op in errors.
namespace d2l::kernels::images {

template <class T, class ForEachPixel>
void unfold(const Tensor<T>& P, const Tensor<T>& X, const Windows2d& windows, const ForEachPixel& for_each_pixel) {
  pixels::Unfold<T> f{X.data_ptr(), X.size(2), X.size(3), X.size(1), windows, {}, P.data_ptr()};
  std::copy_n(P.strides().begin(), 6, f.steps);
  for_each_pixel("unfold", X.size(0) * X.size(1) * P.size(2) * P.size(3), P.size(4), P.size(5), f);
}

template <class T, class ForEachPixel>
void fold(const Tensor<T>& X, const Tensor<T>& P, const Windows2d& windows, const ForEachPixel& for_each_pixel) {
  pixels::Fold<T> f{X.data_ptr(), X.size(2), X.size(3), X.size(1), windows, {P.size(4), P.size(5)}, {}, P.data_ptr()};
  std::copy_n(P.strides().begin(), 6, f.steps);
  for_each_pixel("fold", X.size(0) * X.size(1), X.size(2), X.size(3), f);
}

template <class T, class ForEachPixel>
void avg_pool2d(const Tensor<T>& Y, const Tensor<T>& X, const AverageWindows& rows, const AverageWindows& columns,
                const ForEachPixel& for_each_pixel) {
  const pixels::Mean<T> f{Y.data_ptr(), X.data_ptr(), rows, columns};
  for_each_pixel("avg_pool2d", X.size(0) * X.size(1), rows.count, columns.count, f);
}

template <class T, class ForEachPixel>
void avg_pool2d_gradient(const Tensor<T>& dX, const Tensor<T>& dY, const AverageWindows& rows,
                         const AverageWindows& columns, const ForEachPixel& for_each_pixel) {
  const pixels::OfMeans<T> f{dX.data_ptr(), dY.data_ptr(), rows, columns};
  for_each_pixel("avg_pool2d", dX.size(0) * dX.size(1), rows.n, columns.n, f);
}

template <class T, class ForEachPixel>
void bilinear(const Tensor<T>& Y, const Tensor<T>& X, const ForEachPixel& for_each_pixel) {
  const pixels::Bilinear<T> f{Y.data_ptr(), Y.size(2), Y.size(3), X.data_ptr(), X.size(2), X.size(3)};
  for_each_pixel("interpolate", Y.size(0) * Y.size(1), Y.size(2), Y.size(3), f);
}

template <class T, class ForEachPixel>
void bilinear_gradient(const Tensor<T>& dX, const Tensor<T>& dY, const ForEachPixel& for_each_pixel) {
  const pixels::OfBilinear<T> f{dX.data_ptr(), dX.size(2), dX.size(3), dY.data_ptr(), dY.size(2), dY.size(3)};
  for_each_pixel("interpolate", dX.size(0) * dX.size(1), dX.size(2), dX.size(3), f);
}

}  // namespace d2l::kernels::images

#include "d2l/kernels/images.hpp"

#include "d2l/kernels/cuda/for_each.hpp"

namespace d2l::kernels {
namespace {

// For all pixels of the planes on this device at once.
struct ForEachPixel {
  Device device;
  template <class F>
  void operator()(const char* operation, std::int64_t planes, std::int64_t rows, std::int64_t columns,
                  const F& f) const {
    cuda::for_each(operation, device, planes * rows * columns,
                   [=] __device__(std::int64_t i) { f(i / (rows * columns), i / columns % rows, i % columns); });
  }
};

}  // namespace

template <class T>
void unfold(Cuda, const Tensor<T>& P, const Tensor<T>& X, const Windows2d& windows) {
  images::unfold(P, X, windows, ForEachPixel{P.device()});
}

template <class T>
void fold(Cuda, const Tensor<T>& X, const Tensor<T>& P, const Windows2d& windows) {
  images::fold(X, P, windows, ForEachPixel{X.device()});
}

template <class T>
void max_pool2d(Cuda, const Tensor<T>& Y, const Tensor<std::int64_t>& places, const Tensor<T>& X,
                const Windows2d& windows) {
  const pixels::Largest<T> f{Y.data_ptr(), places.data_ptr(), Y.size(2), Y.size(3),
                             X.data_ptr(), X.size(2),         X.size(3), windows};
  ForEachPixel{Y.device()}("max_pool2d", Y.size(0) * Y.size(1), Y.size(2), Y.size(3), f);
}

template <class T>
void max_pool2d_gradient(Cuda, const Tensor<T>& dX, const Tensor<T>& dY, const Tensor<std::int64_t>& places,
                         const Windows2d& windows) {
  const pixels::OfLargest<T> f{dX.data_ptr(),     dX.size(2), dX.size(3), dY.data_ptr(),
                               places.data_ptr(), dY.size(2), dY.size(3), windows};
  ForEachPixel{dX.device()}("max_pool2d", dX.size(0) * dX.size(1), dX.size(2), dX.size(3), f);
}

template <class T>
void avg_pool2d(Cuda, const Tensor<T>& Y, const Tensor<T>& X, const AverageWindows& rows,
                const AverageWindows& columns) {
  images::avg_pool2d(Y, X, rows, columns, ForEachPixel{Y.device()});
}

template <class T>
void avg_pool2d_gradient(Cuda, const Tensor<T>& dX, const Tensor<T>& dY, const AverageWindows& rows,
                         const AverageWindows& columns) {
  images::avg_pool2d_gradient(dX, dY, rows, columns, ForEachPixel{dX.device()});
}

template <class T>
void bilinear(Cuda, const Tensor<T>& Y, const Tensor<T>& X) {
  images::bilinear(Y, X, ForEachPixel{Y.device()});
}

template <class T>
void bilinear_gradient(Cuda, const Tensor<T>& dX, const Tensor<T>& dY) {
  images::bilinear_gradient(dX, dY, ForEachPixel{dX.device()});
}

#define D2L_INSTANTIATE(T)                                                                                           \
  template void unfold(Cuda, const Tensor<T>&, const Tensor<T>&, const Windows2d&);                                  \
  template void fold(Cuda, const Tensor<T>&, const Tensor<T>&, const Windows2d&);                                    \
  template void max_pool2d(Cuda, const Tensor<T>&, const Tensor<std::int64_t>&, const Tensor<T>&, const Windows2d&); \
  template void max_pool2d_gradient(Cuda, const Tensor<T>&, const Tensor<T>&, const Tensor<std::int64_t>&,           \
                                    const Windows2d&);                                                               \
  template void avg_pool2d(Cuda, const Tensor<T>&, const Tensor<T>&, const AverageWindows&, const AverageWindows&);  \
  template void avg_pool2d_gradient(Cuda, const Tensor<T>&, const Tensor<T>&, const AverageWindows&,                 \
                                    const AverageWindows&);                                                          \
  template void bilinear(Cuda, const Tensor<T>&, const Tensor<T>&);                                                  \
  template void bilinear_gradient(Cuda, const Tensor<T>&, const Tensor<T>&);
D2L_FOR_FLOATS(D2L_INSTANTIATE)

}  // namespace d2l::kernels

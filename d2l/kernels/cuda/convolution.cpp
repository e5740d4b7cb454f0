#include "d2l/kernels/convolution_by_products.hpp"

namespace d2l::kernels {

template <class T>
void conv2d(Cuda cuda, const Tensor<T>& Y, const Tensor<T>& X, const Tensor<T>& W, const Windows2d& windows,
            std::int64_t groups) {
  by_products::conv2d(cuda, Y, X, W, windows, groups);
}

template <class T>
void conv2d_data(Cuda cuda, const Tensor<T>& dX, const Tensor<T>& dY, const Tensor<T>& W, const Windows2d& windows,
                 std::int64_t groups) {
  by_products::conv2d_data(cuda, dX, dY, W, windows, groups);
}

template <class T>
void conv2d_weights(Cuda cuda, const Tensor<T>& dW, const Tensor<T>& dY, const Tensor<T>& X, const Windows2d& windows,
                    std::int64_t groups) {
  by_products::conv2d_weights(cuda, dW, dY, X, windows, groups);
}

#define D2L_INSTANTIATE(T)                                                                                          \
  template void conv2d(Cuda, const Tensor<T>&, const Tensor<T>&, const Tensor<T>&, const Windows2d&, std::int64_t); \
  template void conv2d_data(Cuda, const Tensor<T>&, const Tensor<T>&, const Tensor<T>&, const Windows2d&,           \
                            std::int64_t);                                                                          \
  template void conv2d_weights(Cuda, const Tensor<T>&, const Tensor<T>&, const Tensor<T>&, const Windows2d&,        \
                               std::int64_t);
D2L_FOR_FLOATS(D2L_INSTANTIATE)

}  // namespace d2l::kernels

#include "d2l/kernels/images.hpp"

#include "d2l/kernels/cpu/parallel.hpp"

namespace d2l::kernels {
namespace {

// A pixel takes as long as so many additions, at least.
constexpr std::int64_t pixel = 8;

constexpr auto for_each_pixel = [](const char* /*operation*/, std::int64_t planes, std::int64_t rows,
                                   std::int64_t columns, const auto& f) {
  cpu::parallel_for(planes * rows, planes * rows * columns * pixel, [&](std::int64_t begin, std::int64_t end) {
    for (auto line = begin; line < end; ++line) {
      const auto plane = line / rows, row = line % rows;
      for (std::int64_t column = 0; column < columns; ++column) f(plane, row, column);
    }
  });
};

}  // namespace

template <class T>
void unfold(Cpu, const Tensor<T>& P, const Tensor<T>& X, const Windows2d& windows) {
  images::unfold(P, X, windows, for_each_pixel);
}

template <class T>
void fold(Cpu, const Tensor<T>& X, const Tensor<T>& P, const Windows2d& windows) {
  images::fold(X, P, windows, for_each_pixel);
}

template <class T>
void avg_pool2d(Cpu, const Tensor<T>& Y, const Tensor<T>& X, const AverageWindows& rows,
                const AverageWindows& columns) {
  images::avg_pool2d(Y, X, rows, columns, for_each_pixel);
}

template <class T>
void avg_pool2d_gradient(Cpu, const Tensor<T>& dX, const Tensor<T>& dY, const AverageWindows& rows,
                         const AverageWindows& columns) {
  images::avg_pool2d_gradient(dX, dY, rows, columns, for_each_pixel);
}

template <class T>
void bilinear(Cpu, const Tensor<T>& Y, const Tensor<T>& X) {
  images::bilinear(Y, X, for_each_pixel);
}

template <class T>
void bilinear_gradient(Cpu, const Tensor<T>& dX, const Tensor<T>& dY) {
  images::bilinear_gradient(dX, dY, for_each_pixel);
}

#define D2L_INSTANTIATE(T)                                                                                         \
  template void unfold(Cpu, const Tensor<T>&, const Tensor<T>&, const Windows2d&);                                 \
  template void fold(Cpu, const Tensor<T>&, const Tensor<T>&, const Windows2d&);                                   \
  template void avg_pool2d(Cpu, const Tensor<T>&, const Tensor<T>&, const AverageWindows&, const AverageWindows&); \
  template void avg_pool2d_gradient(Cpu, const Tensor<T>&, const Tensor<T>&, const AverageWindows&,                \
                                    const AverageWindows&);                                                        \
  template void bilinear(Cpu, const Tensor<T>&, const Tensor<T>&);                                                 \
  template void bilinear_gradient(Cpu, const Tensor<T>&, const Tensor<T>&);
D2L_FOR_FLOATS(D2L_INSTANTIATE)

}  // namespace d2l::kernels

#include <algorithm>

#include "d2l/kernels/cpu/parallel.hpp"
#include "d2l/kernels/kernels.hpp"

namespace d2l::kernels {
namespace {

template <class T>
double product_of(std::int64_t n, const T* a, double mean_a, const T* b, double mean_b) {
  double sum = 0;
#pragma omp simd reduction(+ : sum)
  for (std::int64_t i = 0; i < n; ++i)
    sum += (static_cast<double>(a[i]) - mean_a) * (static_cast<double>(b[i]) - mean_b);
  return sum;
}

}  // namespace

template <class T>
void channel_products(Cpu, const Tensor<double>& s, const Tensor<T>& a, const Tensor<double>& mean_a,
                      const Tensor<T>& b, const Tensor<double>& mean_b) {
  const auto n = a.size(0), channels = a.size(1), pixels = n * channels > 0 ? a.numel() / (n * channels) : 0;
  const double *const of_a = mean_a.data_ptr(), *const of_b = mean_b.data_ptr();
  cpu::parallel_for(channels, a.numel(), [&](std::int64_t begin, std::int64_t end) {
    std::fill(s.data_ptr() + begin, s.data_ptr() + end, 0.0);
    for (std::int64_t i = 0; i < n; ++i)
      for (auto c = begin; c < end; ++c) {
        const auto first = (i * channels + c) * pixels;
        s.data_ptr()[c] += product_of(pixels, a.data_ptr() + first, of_a[c], b.data_ptr() + first, of_b[c]);
      }
  });
}

#define D2L_INSTANTIATE(T)                                                                            \
  template void channel_products(Cpu, const Tensor<double>&, const Tensor<T>&, const Tensor<double>&, \
                                 const Tensor<T>&, const Tensor<double>&);
D2L_FOR_FLOATS(D2L_INSTANTIATE)

}  // namespace d2l::kernels

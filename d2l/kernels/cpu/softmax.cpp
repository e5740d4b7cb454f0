#include <algorithm>
#include <cmath>

#include "d2l/kernels/cpu/parallel.hpp"
#include "d2l/kernels/formulas/exponential.hpp"
#include "d2l/kernels/kernels.hpp"

namespace d2l::kernels {
namespace {

// An exponential takes as long as so many additions.
constexpr std::int64_t exponential = 8;

}  // namespace

template <class T>
void log_softmax(Cpu, const Tensor<T>& y, const Tensor<T>& x) {
  const auto columns = x.size(1);
  if (columns == 0) return;
  cpu::parallel_for(x.size(0), x.numel() * exponential, [&](std::int64_t begin, std::int64_t end) {
    for (auto row = begin; row < end; ++row) {
      const T* from = x.data_ptr() + row * columns;
      T* to = y.data_ptr() + row * columns;
      const T largest = *std::max_element(from, from + columns);
      T total = 0;
      for (std::int64_t i = 0; i < columns; ++i) to[i] = formulas::exp(from[i] - largest);
      for (std::int64_t i = 0; i < columns; ++i) total += to[i];
      const T log_total = std::log(total);
      for (std::int64_t i = 0; i < columns; ++i) to[i] = from[i] - largest - log_total;
    }
  });
}

template <class T>
void negative_log_likelihood(Cpu, const Tensor<T>& loss, const Tensor<T>& log_p, const Tensor<std::int64_t>& labels) {
  const auto columns = log_p.size(1), label_step = labels.strides()[0], step = loss.strides()[0];
  for (std::int64_t row = 0; row < log_p.size(0); ++row)
    loss.data_ptr()[row * step] = -log_p.data_ptr()[row * columns + labels.data_ptr()[row * label_step]];
}

template <class T>
void cross_entropy_gradient(Cpu, const Tensor<T>& dx, const Tensor<T>& log_p, const Tensor<std::int64_t>& labels,
                            const Tensor<T>& dl) {
  const auto columns = log_p.size(1), label_step = labels.strides()[0], dl_step = dl.strides()[0];
  cpu::parallel_for(log_p.size(0), log_p.numel() * exponential, [&](std::int64_t begin, std::int64_t end) {
    for (auto row = begin; row < end; ++row) {
      const T* from = log_p.data_ptr() + row * columns;
      T* to = dx.data_ptr() + row * columns;
      const T scale = dl.data_ptr()[row * dl_step];
      for (std::int64_t i = 0; i < columns; ++i) to[i] = formulas::exp(from[i]) * scale;
      to[labels.data_ptr()[row * label_step]] -= scale;
    }
  });
}

#define D2L_INSTANTIATE(T)                                                                                     \
  template void log_softmax(Cpu, const Tensor<T>&, const Tensor<T>&);                                          \
  template void negative_log_likelihood(Cpu, const Tensor<T>&, const Tensor<T>&, const Tensor<std::int64_t>&); \
  template void cross_entropy_gradient(Cpu, const Tensor<T>&, const Tensor<T>&, const Tensor<std::int64_t>&,   \
                                       const Tensor<T>&);
D2L_FOR_FLOATS(D2L_INSTANTIATE)

}  // namespace d2l::kernels

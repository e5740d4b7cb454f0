#include "d2l/kernels/cuda/joins.hpp"
#include "d2l/kernels/cuda/lanes.hpp"
#include "d2l/kernels/cuda/launch.hpp"
#include "d2l/kernels/kernels.hpp"

namespace d2l::cuda {
namespace {

// A block adds up a channel.
template <class T>
__global__ void add_products(double* s, const T* a, const double* mean_a, const T* b, const double* mean_b,
                             std::int64_t n, std::int64_t channels, std::int64_t pixels, const Lanes lanes) {
  __shared__ double shared[Lanes::block];
  const std::int64_t c = blockIdx.x;
  double sum = 0;
  for (std::int64_t i = threadIdx.x; i < n * pixels; i += Lanes::block) {
    const auto at = (i / pixels * channels + c) * pixels + i % pixels;
    sum += (static_cast<double>(a[at]) - mean_a[c]) * (static_cast<double>(b[at]) - mean_b[c]);
  }
  sum = join_lanes(lanes, sum, shared, Add());
  if (threadIdx.x == 0) s[c] = sum;
}

}  // namespace
}  // namespace d2l::cuda

namespace d2l::kernels {

template <class T>
void channel_products(Cuda, const Tensor<double>& s, const Tensor<T>& a, const Tensor<double>& mean_a,
                      const Tensor<T>& b, const Tensor<double>& mean_b) {
  const auto n = a.size(0), channels = a.size(1), pixels = n * channels > 0 ? a.numel() / (n * channels) : 0;
  cuda::launch("batch_norm", s.device(), channels, cuda::Lanes::block, cuda::add_products<T>, s.data_ptr(),
               static_cast<const T*>(a.data_ptr()), static_cast<const double*>(mean_a.data_ptr()),
               static_cast<const T*>(b.data_ptr()), static_cast<const double*>(mean_b.data_ptr()), n, channels, pixels,
               cuda::Lanes{cuda::Lanes::block, 1});
}

#define D2L_INSTANTIATE(T)                                                                             \
  template void channel_products(Cuda, const Tensor<double>&, const Tensor<T>&, const Tensor<double>&, \
                                 const Tensor<T>&, const Tensor<double>&);
D2L_FOR_FLOATS(D2L_INSTANTIATE)

}  // namespace d2l::kernels

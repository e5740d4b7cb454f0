#include <cmath>
#include <limits>

#include "d2l/kernels/cuda/for_each.hpp"
#include "d2l/kernels/cuda/index_check.hpp"
#include "d2l/kernels/cuda/lanes.hpp"
#include "d2l/kernels/formulas/exponential.hpp"
#include "d2l/kernels/kernels.hpp"

namespace d2l::cuda {
namespace {

// A group of lanes takes a row: a few for the scores of ten classes, a whole block for many.
template <class T>
__global__ void log_softmax_of_rows(T* y, const T* x, std::int64_t rows, std::int64_t columns, const Lanes lanes) {
  __shared__ T shared[Lanes::block];
  const auto row = static_cast<std::int64_t>(blockIdx.x) * lanes.groups() + lanes.group();
  const T* const from = x + row * columns;
  const auto n = row < rows ? columns : 0;  // groups past the last row only join in
  T largest = -std::numeric_limits<T>::infinity();
  for (std::int64_t i = lanes.lane(); i < n; i += lanes.count) largest = largest < from[i] ? from[i] : largest;
  largest = join_lanes(lanes, largest, shared, [](T a, T b) { return a < b ? b : a; });
  T total = 0;
  for (std::int64_t i = lanes.lane(); i < n; i += lanes.count) total += formulas::exp(from[i] - largest);
  const T log_total = std::log(join_lanes(lanes, total, shared, [](T a, T b) { return a + b; }));
  for (std::int64_t i = lanes.lane(); i < n; i += lanes.count) y[row * columns + i] = from[i] - largest - log_total;
}

}  // namespace
}  // namespace d2l::cuda

namespace d2l::kernels {
namespace {

constexpr const char* label = "cross_entropy: label";  // what a bad one is called

}  // namespace

template <class T>
void log_softmax(Cuda, const Tensor<T>& y, const Tensor<T>& x) {
  const auto rows = x.size(0), columns = x.size(1);
  const auto lanes = cuda::lanes_for(columns);
  cuda::launch("log_softmax", y.device(), cuda::divide_up(rows, lanes.groups()), cuda::Lanes::block,
               cuda::log_softmax_of_rows<T>, y.data_ptr(), static_cast<const T*>(x.data_ptr()), rows, columns, lanes);
}

template <class T>
void negative_log_likelihood(Cuda, const Tensor<T>& loss, const Tensor<T>& log_p, const Tensor<std::int64_t>& labels) {
  const auto columns = log_p.size(1), label_step = labels.strides()[0], step = loss.strides()[0];
  const auto is_label = cuda::index_check(label, loss.device(), columns);
  auto* const to = loss.data_ptr();
  const auto* const from = log_p.data_ptr();
  const auto* const places = labels.data_ptr();
  cuda::for_each("cross_entropy", loss.device(), log_p.size(0), [=] __device__(std::int64_t row) {
    const auto place = places[row * label_step];
    to[row * step] = is_label(place) ? -from[row * columns + place] : T(0);
  });
}

template <class T>
void cross_entropy_gradient(Cuda, const Tensor<T>& dx, const Tensor<T>& log_p, const Tensor<std::int64_t>& labels,
                            const Tensor<T>& dl) {
  const auto columns = log_p.size(1), label_step = labels.strides()[0], dl_step = dl.strides()[0];
  const auto is_label = cuda::index_check(label, dx.device(), columns);
  auto* const to = dx.data_ptr();
  const auto *const from = log_p.data_ptr(), *const scale = dl.data_ptr();
  const auto* const places = labels.data_ptr();
  cuda::for_each("cross_entropy", dx.device(), dx.numel(), [=] __device__(std::int64_t i) {
    const auto row = i / columns, column = i % columns, right = places[row * label_step];
    const T p = formulas::exp(from[i]), s = scale[row * dl_step];
    to[i] = is_label(right) && column == right ? p * s - s : p * s;
  });
}

#define D2L_INSTANTIATE(T)                                                                                      \
  template void log_softmax(Cuda, const Tensor<T>&, const Tensor<T>&);                                          \
  template void negative_log_likelihood(Cuda, const Tensor<T>&, const Tensor<T>&, const Tensor<std::int64_t>&); \
  template void cross_entropy_gradient(Cuda, const Tensor<T>&, const Tensor<T>&, const Tensor<std::int64_t>&,   \
                                       const Tensor<T>&);
D2L_FOR_FLOATS(D2L_INSTANTIATE)

}  // namespace d2l::kernels

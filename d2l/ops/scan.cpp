#include "d2l/ops/scan.hpp"

#include <device_kinds.hpp>

#include "d2l/autograd/record.hpp"

namespace d2l {
namespace {

template <class T>
Tensor<typename Tensor<T>::Sum> running_sums(const Tensor<T>& x, std::int64_t axis, bool backwards) {
  const auto y = Tensor<typename Tensor<T>::Sum>::allocate(x.shape(), x.device());
  kernels::on(y, [&](auto device) { kernels::cumsum(device, y, x, axis, backwards); });
  return y;
}

}  // namespace

template <class T>
Tensor<typename Tensor<T>::Sum> cumsum(const Tensor<T>& x, std::int64_t axis) {
  const auto a = normalize_axis("cumsum", axis, x.dim());
  const auto y = running_sums(x, a, false);
  if constexpr (std::floating_point<T>)
    record("cumsum", y, {edge(x)},
           [a](const Tensor<T>& dy, const Input<T>& x) { x.accumulate(running_sums(dy, a, true)); });
  return y;
}

#define D2L_INSTANTIATE(T) template Tensor<Tensor<T>::Sum> cumsum(const Tensor<T>&, std::int64_t);
D2L_FOR_ELEMENTS(D2L_INSTANTIATE)

}  // namespace d2l

#include <algorithm>
#include <utility>

#include "d2l/kernels/cuda/for_each.hpp"
#include "d2l/kernels/kernels.hpp"
#include "d2l/kernels/nan_order.hpp"

namespace d2l::kernels {

// Merge sort: runs of 1, 2, 4, ... elements that are in order are merged in pairs, all at once. Each element has a
// thread, which finds its place in the merged run: how many stand before it in its own run is known, how many in the
// other is found by bisection. Of equals those of the first run come first.
template <class T>
void argsort(Cuda, const Tensor<std::int64_t>& places, const Tensor<T>& x, bool descending) {
  const auto n = x.size(1);
  const auto other = Tensor<std::int64_t>::allocate(places.shape(), places.device());
  const auto* const values = x.data_ptr();
  auto *to = places.data_ptr(), *from = other.data_ptr();
  for (std::int64_t run = 1; run < n; run *= 2) std::swap(from, to);  // so that the last merge writes `places`
  cuda::for_each("argsort", places.device(), x.numel(), [=] __device__(std::int64_t i) { to[i] = i % n; });
  for (std::int64_t run = 1; run < n; run *= 2) {
    std::swap(from, to);
    cuda::for_each("argsort", places.device(), x.numel(), [=] __device__(std::int64_t i) {
      const auto position = i % n, row = i - position, begin = position / (2 * run) * (2 * run);
      const auto middle = std::min(begin + run, n), end = std::min(middle + run, n);
      const auto value = [&](std::int64_t k) { return values[row + from[row + k]]; };
      const auto is_before = [&](T a, T b) { return descending ? kernels::is_above(a, b) : kernels::is_above(b, a); };
      const bool is_in_first = position < middle;
      const T mine = value(position);
      const auto others = is_in_first ? middle : begin;
      auto low = others, high = is_in_first ? end : middle;
      while (low < high) {
        const auto k = low + (high - low) / 2;
        if (is_in_first ? is_before(value(k), mine) : !is_before(mine, value(k)))
          low = k + 1;
        else
          high = k;
      }
      to[i - (is_in_first ? 0 : run) + (low - others)] = from[i];
    });
  }
}

#define D2L_INSTANTIATE(T) template void argsort(Cuda, const Tensor<std::int64_t>&, const Tensor<T>&, bool);
D2L_FOR_ELEMENTS(D2L_INSTANTIATE)

}  // namespace d2l::kernels

#include <algorithm>
#include <numeric>

#include "d2l/kernels/cpu/parallel.hpp"
#include "d2l/kernels/kernels.hpp"
#include "d2l/kernels/nan_order.hpp"

namespace d2l::kernels {

template <class T>
void argsort(Cpu, const Tensor<std::int64_t>& places, const Tensor<T>& x, bool descending) {
  constexpr std::int64_t comparisons = 64;  // of each element, so that sorting takes as long as so many additions
  const auto n = x.size(1);
  cpu::parallel_for(x.size(0), x.numel() * comparisons, [&](std::int64_t begin, std::int64_t end) {
    for (auto row = begin; row < end; ++row) {
      const T* from = x.data_ptr() + row * n;
      auto* to = places.data_ptr() + row * n;
      std::iota(to, to + n, 0);
      std::stable_sort(to, to + n, [&](std::int64_t a, std::int64_t b) {
        return descending ? is_above(from[a], from[b]) : is_above(from[b], from[a]);
      });
    }
  });
}

#define D2L_INSTANTIATE(T) template void argsort(Cpu, const Tensor<std::int64_t>&, const Tensor<T>&, bool);
D2L_FOR_ELEMENTS(D2L_INSTANTIATE)

}  // namespace d2l::kernels

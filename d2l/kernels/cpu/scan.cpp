#include <functional>

#include "d2l/kernels/cpu/parallel.hpp"
#include "d2l/kernels/kernels.hpp"
#include "d2l/kernels/lines.hpp"
#include "d2l/kernels/total.hpp"

namespace d2l::kernels {
namespace {

template <class T, class S, class Join>
void scan(const Tensor<S>& y, const Tensor<T>& x, std::int64_t axis, bool backwards, Total<S> nothing,
          const Join& join) {
  const auto lines = lines_along(axis, y, x);
  cpu::parallel_for(lines.count, x.numel(), [&](std::int64_t begin, std::int64_t end) {
    for (auto line = begin; line < end; ++line) {
      const auto first = lines.first.offsets(line);
      auto total = nothing;
      for (std::int64_t j = 0; j < lines.length; ++j) {
        const auto i = backwards ? lines.length - 1 - j : j;
        total = join(total, static_cast<Total<S>>(x.data_ptr()[first[1] + i * lines.step[1]]));
        y.data_ptr()[first[0] + i * lines.step[0]] = static_cast<S>(total);
      }
    }
  });
}

}  // namespace

template <class T, class S>
void cumsum(Cpu, const Tensor<S>& y, const Tensor<T>& x, std::int64_t axis, bool backwards) {
  scan(y, x, axis, backwards, Total<S>(0), std::plus());
}

template <class T>
void cumprod(Cpu, const Tensor<double>& y, const Tensor<T>& x, std::int64_t axis, bool backwards) {
  scan(y, x, axis, backwards, 1.0, std::multiplies());
}

#define D2L_INSTANTIATE(T) \
  template void cumsum(Cpu, const Tensor<Tensor<T>::Sum>&, const Tensor<T>&, std::int64_t, bool);
D2L_FOR_ELEMENTS(D2L_INSTANTIATE)

#define D2L_INSTANTIATE_FLOAT(T) \
  template void cumprod(Cpu, const Tensor<double>&, const Tensor<T>&, std::int64_t, bool);
D2L_FOR_FLOATS(D2L_INSTANTIATE_FLOAT)

}  // namespace d2l::kernels

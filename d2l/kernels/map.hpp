#pragma once

#include "d2l/core/tensor.hpp"
#include "d2l/kernels/cpu/map.hpp"

namespace d2l::kernels {

/// out[i] = f(in[i]...) for each element, each input broadcast to the shape of `out`. The one loop behind every
/// elementwise op and its gradient.
template <class F, class Out, class... In>
void map(const F& f, const Tensor<Out>& out, const Tensor<In>&... in) {
  cpu::map(f, out, in...);
}

}  // namespace d2l::kernels

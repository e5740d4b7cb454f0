#pragma once

#include <device_kinds.hpp>
#include <device_maps.hpp>

namespace d2l::kernels {

/// out[i] = f(in[i]...) for each element, each input broadcast to the shape of `out`, on the device of `out`.
template <class F, class Out, class... In>
void map(const F& f, const Tensor<Out>& out, const Tensor<In>&... in) {
  on(out, [&](auto device) { map(device, f, out, in...); });
}

}  // namespace d2l::kernels

#pragma once

#include <device_kinds.hpp>
#include <device_maps.hpp>
#include <tuple>

namespace d2l::kernels {

/// out[i] = f(in[i]...) for each element, each input broadcast to the shape of `out`, on the device of `out`.
template <class F, class Out, class... In>
void map(const F& f, const Tensor<Out>& out, const Tensor<In>&... in) {
  on(out, [&](auto device) { map(device, f, out, in...); });
}

/// f(x[i]...) for each element of tensors of one shape, on their device: f changes what it takes by reference.
template <class F, class... T>
void update(const F& f, const Tensor<T>&... x) {
  on(std::get<0>(std::tie(x...)), [&](auto device) { update(device, f, x...); });
}

}  // namespace d2l::kernels

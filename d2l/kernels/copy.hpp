#pragma once

#include <type_traits>

#include "d2l/core/tensor.hpp"

// The elementwise kernels that every part of the library needs, for the device on which their result lies. They know
// nothing of the tape: the ops of ops/copy.hpp and ops/arithmetic.hpp do.
namespace d2l::kernels {

/// y = value, in each element.
template <class T>
void fill(const Tensor<T>& y, std::type_identity_t<T> value);

/// y = x, broadcast, as elements of y's type.
template <class U, class T>
void copy(const Tensor<U>& y, const Tensor<T>& x);

/// c = a + b, of floats or doubles.
template <class T>
void add(const Tensor<T>& c, const Tensor<T>& a, const Tensor<T>& b);

/// x in memory of its own, row-major.
template <class T>
Tensor<T> copied(const Tensor<T>& x) {
  const auto y = Tensor<T>::allocate(x.shape(), x.device());
  copy(y, x);
  return y;
}

}  // namespace d2l::kernels

#pragma once

#include <concepts>
#include <type_traits>

#include "d2l/core/modular.hpp"

namespace d2l::kernels {

/// The type in which many Ts are added up or multiplied, before the result is rounded to T once.
template <class T>
using Total = std::conditional_t<std::floating_point<T>, double, Modular<T>>;

}  // namespace d2l::kernels

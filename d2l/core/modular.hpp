#pragma once

#include <concepts>
#include <type_traits>

namespace d2l {

/// The type in which to compute with Ts: whole numbers wrap around past their ends, as in PyTorch, and in C++ only
/// unsigned ones do.
template <class T>
using Modular =
    typename std::conditional_t<std::signed_integral<T>, std::make_unsigned<T>, std::type_identity<T>>::type;

/// x as a number of that type.
template <class T>
constexpr Modular<T> modular(T x) {
  return static_cast<Modular<T>>(x);
}

}  // namespace d2l

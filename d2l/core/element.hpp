#pragma once

#include <concepts>
#include <cstdint>
#include <type_traits>

/// The element types of tensors, listed once: floats train; doubles check gradients; the others count, label and hold
/// pixels. `D2L_FOR_ELEMENTS(M)` is M(T) for each type T in turn, `D2L_FOR_ELEMENTS_WITH(M, x)` is M(T, x). (A macro,
/// since no template can instantiate another for a list of types, and that is what most of its users do.)
#define D2L_FOR_ELEMENTS(M) D2L_FOR_ELEMENTS_WITH(D2L_OF_TYPE, M)
#define D2L_FOR_ELEMENTS_WITH(M, x) D2L_FOR_NUMBERS_WITH(M, x) M(bool, x)
/// Those that can be computed with.
#define D2L_FOR_NUMBERS(M) D2L_FOR_NUMBERS_WITH(D2L_OF_TYPE, M)
#define D2L_FOR_NUMBERS_WITH(M, x) D2L_FOR_FLOATS_WITH(M, x) M(std::int64_t, x) M(std::uint8_t, x)
/// Those that have gradients.
#define D2L_FOR_FLOATS(M) D2L_FOR_FLOATS_WITH(D2L_OF_TYPE, M)
#define D2L_FOR_FLOATS_WITH(M, x) M(float, x) M(double, x)
#define D2L_OF_TYPE(T, M) M(T)

namespace d2l {

#define D2L_OR_SAME_AS(U) || std::same_as<T, U>

/// An element type of tensors.
template <class T>
concept Element = false D2L_FOR_ELEMENTS(D2L_OR_SAME_AS);  // NOLINT(readability-simplify-boolean-expr)

#undef D2L_OR_SAME_AS

/// The element types that can be computed with: all but bool, which is compared and counted. An op on any other type
/// does not compile.
template <class T>
concept Number = Element<T> && !std::same_as<T, bool>;

/// A plain number that may stand beside a Tensor<T>: a fraction beside integers does not compile.
template <class S, class T>
concept Scalar = std::is_arithmetic_v<S> && (std::floating_point<T> || std::integral<S>);

/// A plain number beside a Tensor<T>, converted to T.
template <class T>
struct Value {
  Value(Scalar<T> auto s) : value(static_cast<T>(s)) {}
  T value;
};

}  // namespace d2l

#pragma once

#include <iostream>
#include <string>
#include <string_view>
#include <type_traits>

#include <fmt/format.h>

#include "d2l/core/error.hpp"
#include "d2l/core/print.hpp"
#include "d2l/core/tensor.hpp"

// For lessons that go step by step, as a notebook does: each statement is printed, and its value below it.
namespace d2l {

/// A value as a lesson prints it: as PyTorch prints tensors, shapes as tuples.
template <class V>
std::string text_of(const V& value) {
  // A number is not asked for its to_string: that of a type to which numbers convert, such as Size2d, would be found.
  if constexpr (!std::is_arithmetic_v<V> && requires { to_string(value); })
    return to_string(value);
  else if constexpr (std::is_pointer_v<V> && !std::is_convertible_v<V, std::string_view>)
    return fmt::format("{}", fmt::ptr(value));
  else
    return fmt::format("{}", value);
}

/// The headline of some steps.
inline void headline(std::string_view text) { std::cout << "\n" << text << "\n"; }

/// Prints `source`, does the step, and prints the text that it returns.
template <class Step>
void show_step(std::string_view source, const Step& step) {
  std::cout << "> " << source << '\n';
  std::cout << step() << '\n';
}

/// Prints `source` and does the step, which has no value.
template <class Step>
void do_step(std::string_view source, const Step& step) {
  std::cout << "> " << source << '\n';
  step();
}

/// Prints `source`, does the step, and prints the error that it ends in. Throws Error where it succeeds.
template <class Step>
void fail_step(std::string_view source, const Step& step) {
  try {
    do_step(source, step);
  } catch (const Error& error) {
    std::cout << "error: " << error.what() << '\n';
    return;
  }
  throw Error(std::string(source) + " should end in an error");
}

}  // namespace d2l

// Macros, since only the preprocessor sees an expression's text.
// SHOW(x = rand({5, 3})) prints the value while it lives; DO is for what has none, SHOW_ERROR for what fails.
#define SHOW(...) d2l::show_step(#__VA_ARGS__, [&] { return d2l::text_of(__VA_ARGS__); })
#define DO(...) d2l::do_step(#__VA_ARGS__, [&] { __VA_ARGS__; })
#define SHOW_ERROR(...) d2l::fail_step(#__VA_ARGS__, [&] { (void)(__VA_ARGS__); })

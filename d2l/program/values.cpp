#include "d2l/program/values.hpp"

#include <charconv>
#include <cmath>
#include <locale>
#include <memory>
#include <sstream>
#include <string>

#include <fmt/format.h>

#include "d2l/core/error.hpp"

namespace d2l::program {
namespace {

// Reads a number by from_chars, which knows no locale, no sign before an unsigned number and no blanks.
bool read(std::string_view text, std::uint64_t& value) {
  const auto* const end = std::to_address(text.end());
  const auto [stop, error] = std::from_chars(std::to_address(text.begin()), end, value);
  return error == std::errc() && stop == end;
}

// As strictly, without a from_chars for double, which libc++ has only from LLVM 20 on.
bool read(std::string_view text, double& value) {
  if (text.find_first_not_of("0123456789.eE+-") != std::string_view::npos || text.starts_with('+')) return false;
  std::istringstream number{std::string(text)};
  number.imbue(std::locale::classic());
  return number >> value && number.peek() == std::istringstream::traits_type::eof();
}

[[noreturn]] void refuse(std::string_view option, std::string_view text, std::string_view allowed) {
  throw UsageError(fmt::format("--{}: '{}' is not {}", option, text, allowed));
}

}  // namespace

std::uint64_t whole_number(std::string_view option, std::string_view text, std::uint64_t least, std::uint64_t most) {
  std::uint64_t value = 0;
  if (!read(text, value) || value < least || value > most)
    refuse(option, text, fmt::format("a whole number from {} to {}", least, most));
  return value;
}

double positive_number(std::string_view option, std::string_view text) {
  double value = 0;
  if (!read(text, value) || !std::isfinite(value) || value <= 0) refuse(option, text, "a finite number above 0");
  return value;
}

}  // namespace d2l::program

#include "d2l/program/values.hpp"

#include <charconv>
#include <cmath>
#include <memory>
#include <ranges>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "d2l/core/error.hpp"
#include "d2l/io/decimal.hpp"

namespace d2l::program {
namespace {

// Reads a number by from_chars, which knows no locale, no sign before an unsigned number and no blanks.
bool read(std::string_view text, std::uint64_t& value) {
  const auto* const end = std::to_address(text.end());
  const auto [stop, error] = std::from_chars(std::to_address(text.begin()), end, value);
  return error == std::errc() && stop == end;
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
  const auto value = parse_decimal(text);
  if (!value || *value <= 0) refuse(option, text, "a finite number above 0");
  return *value;
}

std::vector<double> probabilities(std::string_view option, std::string_view text, std::size_t count) {
  const auto allowed = fmt::format("{} numbers from 0 to 1 with commas between", count);
  std::vector<double> values;
  for (const auto part : std::views::split(text, ',')) {
    const auto value = parse_decimal({part.begin(), part.end()});
    if (!value || *value < 0 || *value > 1) refuse(option, text, allowed);
    values.push_back(std::abs(*value));  // -0 is 0
  }
  if (values.size() != count) refuse(option, text, allowed);
  return values;
}

std::string spell(const std::vector<double>& probabilities) { return fmt::format("{}", fmt::join(probabilities, ",")); }

}  // namespace d2l::program

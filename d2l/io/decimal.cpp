#include "d2l/io/decimal.hpp"

#include <cmath>
#include <locale>
#include <sstream>
#include <string>

namespace d2l {

// By a stream, since libc++ has a from_chars for double only from LLVM 20 on.
std::optional<double> parse_decimal(std::string_view text) {
  if (text.find_first_not_of("0123456789.eE+-") != std::string_view::npos || text.starts_with('+')) return std::nullopt;
  std::istringstream number{std::string(text)};
  number.imbue(std::locale::classic());
  double value = 0;
  const bool is_whole = number >> value && number.peek() == std::istringstream::traits_type::eof();
  return is_whole && std::isfinite(value) ? std::optional(value) : std::nullopt;
}

}  // namespace d2l

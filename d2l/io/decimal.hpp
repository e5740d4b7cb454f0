#pragma once

#include <optional>
#include <string_view>

namespace d2l {

/// The finite number that a text spells, all of it, such as `-2.5` or `1e-3`; none for anything else. With a point,
/// whatever the locale, and without blanks and a plus in front.
std::optional<double> parse_decimal(std::string_view text);

}  // namespace d2l

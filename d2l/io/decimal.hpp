#pragma once

#include <optional>
#include <string_view>

namespace d2l {

/// The finite number that the whole of a text spells, such as `-2.5` or `1e-3`; none for anything else. The decimal
/// sign is a point, whatever the locale; blanks or a plus in front are not taken.
std::optional<double> parse_decimal(std::string_view text);

}  // namespace d2l

#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace d2l::plot {

/// `text` as a string of gnuplot's language that draws exactly these characters: quotes, backslashes, backticks and the
/// like are written as octal escapes, so that nothing in it can end the string or run as a command. Line ends stay,
/// other control characters become spaces, and bytes that are no UTF-8 become "?".
std::string literal(std::string_view text);

/// The number of characters (code points) of UTF-8 text.
std::size_t length(std::string_view utf8);

/// The lines of `text`, without their line ends; none for an empty text.
std::vector<std::string> lines(std::string_view text);

}  // namespace d2l::plot

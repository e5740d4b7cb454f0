#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace d2l::plot {

/// `text` as a string of gnuplot's language that draws exactly these characters: quotes, backslashes, backticks and the
/// like are written as octal escapes, so that nothing in it can end the string or run as a command. Line ends stay,
/// other control characters become spaces, and bytes that are not UTF-8 become "?".
std::string literal(std::string_view text);

/// The name of something drawn, as gnuplot's option: for the legend, and for screen readers of an SVG.
std::string titled(std::string label);

/// `text` as it stands in XML, in one line: control characters become spaces, bytes that are not UTF-8 become "?".
std::string xml(std::string_view text);

/// The lines of `text`, without their line ends; none for an empty text.
std::vector<std::string> lines(std::string_view text);

}  // namespace d2l::plot

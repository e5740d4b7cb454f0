#pragma once

#include <iosfwd>
#include <string>
#include <string_view>

// Text that comes from files, from names of files, from other programs or from a server may hold anything: what a
// terminal takes for a command, or a hundred thousand letters in a row.
namespace d2l {

/// The text as it may stand in a line on a terminal: control characters, marks that turn the direction of writing, and
/// bytes that are not UTF-8 appear as `\x1b` or `\u202e`, and where it is longer than 2000 bytes, `…` stands for its
/// middle. Other letters stay.
std::string printable(std::string_view text);

/// Writes the text that way, and a line break after it. Asks for no memory: that may be what has run out.
void print_line(std::ostream& stream, std::string_view text);

}  // namespace d2l

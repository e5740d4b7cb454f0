#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace d2l {

/// How many columns of a terminal the output of our programs keeps to.
constexpr std::size_t terminal_columns = 80;

/// The number of characters (code points) of UTF-8 text.
std::size_t length(std::string_view utf8);

/// `text` broken between its words into lines of at most `columns` characters; those after the first begin with
/// `indent` blanks, which count. A word that is longer gets a line of its own. `first`: the columns already taken
/// before `text`. Its own line breaks stay.
std::string wrap(std::string_view text, std::size_t columns = terminal_columns, std::size_t indent = 0,
                 std::size_t first = 0);

}  // namespace d2l

#include "d2l/core/wrap.hpp"

#include <algorithm>

namespace d2l {

std::size_t length(std::string_view utf8) {
  return static_cast<std::size_t>(std::ranges::count_if(utf8, [](char byte) { return (byte & 0xC0) != 0x80; }));
}

std::string wrap(std::string_view text, std::size_t columns, std::size_t indent, std::size_t first) {
  auto next_line = std::string(indent + 1, ' ');
  next_line[0] = '\n';
  std::string result;
  std::size_t at = first;
  bool starts = true;  // whether no word stands on this line yet
  while (!text.empty()) {
    const auto end = text.find_first_of(" \n");
    const auto word = text.substr(0, end);
    const auto size = length(word);
    if (!starts && at + 1 + size > columns) {
      result += next_line;
      at = indent;
      starts = true;
    }
    if (!starts) result += ' ', ++at;
    result += word;
    at += size;
    starts = false;
    if (end == std::string_view::npos) break;
    if (text[end] == '\n') {
      result += next_line;
      at = indent;
      starts = true;
    }
    text.remove_prefix(end + 1);
  }
  return result;
}

}  // namespace d2l

#include "d2l/system/printable.hpp"

#include <algorithm>
#include <array>
#include <cstddef>
#include <ostream>
#include <utf8.h>
#include <utility>

namespace d2l {
namespace {

constexpr std::size_t most_bytes = 2000, head_bytes = 1200;

// Whether a terminal does something else than to show it.
bool is_control(char32_t c) {
  using Range = std::pair<char32_t, char32_t>;
  constexpr std::array<Range, 9> controls{{{0, 0x1f},
                                           {0x7f, 0x9f},
                                           {0x61c, 0x61c},
                                           {0x200e, 0x200f},
                                           {0x2028, 0x202e},
                                           {0x2066, 0x2069},
                                           {0xfeff, 0xfeff},
                                           {0xfff9, 0xfffb},
                                           {0xe0000, 0xe007f}}};
  return std::ranges::any_of(controls, [c](const Range& range) { return range.first <= c && c <= range.second; });
}

// A line, in memory of its own: four letters for a byte at most.
class Line {
 public:
  void add(std::string_view text) {
    while (!text.empty()) {
      const auto valid = text.substr(0, utf8::find_invalid(text));
      for (const char* at = valid.data(); at != valid.data() + valid.size();) {
        const char* const begin = at;
        const char32_t number = utf8::unchecked::next(at);
        add(number, {begin, at});
      }
      text.remove_prefix(valid.size());
      if (text.empty()) return;
      escape("\\x", static_cast<unsigned char>(text.front()), 2);
      text.remove_prefix(1);
    }
  }
  void append(std::string_view text) {
    std::ranges::copy(text, letters_.begin() + static_cast<std::ptrdiff_t>(size_));
    size_ += text.size();
  }
  std::string_view text() const { return {letters_.data(), size_}; }

 private:
  void add(char32_t number, std::string_view bytes) {
    if (!is_control(number))
      append(bytes);
    else if (number == '\n')
      append("\\n");
    else if (number == '\t')
      append("\\t");
    else if (number < 0x100)
      escape("\\x", number, 2);
    else
      escape("\\u", number, number > 0xffff ? 5 : 4);
  }
  void escape(std::string_view mark, char32_t number, int digits) {
    append(mark);
    for (int i = digits - 1; i >= 0; --i) append({&"0123456789abcdef"[number >> 4 * i & 0xf], 1});
  }

  std::array<char, 4 * most_bytes + 8> letters_;
  std::size_t size_ = 0;
};

bool continues(char byte) { return (static_cast<unsigned char>(byte) & 0xc0) == 0x80; }

Line line_of(std::string_view text) {
  Line line;
  if (text.size() <= most_bytes) {
    line.add(text);
    return line;
  }
  auto head = head_bytes, tail = text.size() - (most_bytes - head_bytes);
  while (head > head_bytes - 3 && continues(text[head])) --head;  // no character is cut in two
  while (tail < text.size() - 1 && continues(text[tail])) ++tail;
  line.add(text.substr(0, head));
  line.append("…");
  line.add(text.substr(tail));
  return line;
}

}  // namespace

std::string printable(std::string_view text) { return std::string(line_of(text).text()); }

void print_line(std::ostream& stream, std::string_view text) {
  auto line = line_of(text);
  line.append("\n");
  stream << line.text();
}

}  // namespace d2l

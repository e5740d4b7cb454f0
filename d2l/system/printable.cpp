#include "d2l/system/printable.hpp"

#include <algorithm>
#include <array>
#include <cstddef>
#include <ostream>
#include <utility>

namespace d2l {
namespace {

constexpr std::size_t most_bytes = 2000, head_bytes = 1200;

// A character in UTF-8: its number and its bytes; of no bytes where they are not UTF-8.
struct Character {
  char32_t number = 0;
  std::size_t size = 0;
};

Character first_of(std::string_view text) {
  const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(text[i]); };
  const auto lead = byte(0);
  if (lead < 0x80) return {lead, 1};
  const std::size_t size = lead >= 0xf0 ? 4 : lead >= 0xe0 ? 3 : 2;
  if (lead < 0xc2 || lead > 0xf4 || text.size() < size) return {};
  auto number = static_cast<char32_t>(lead & (0x7f >> size));
  for (std::size_t i = 1; i < size; ++i) {
    if ((byte(i) & 0xc0) != 0x80) return {};
    number = number << 6 | (byte(i) & 0x3f);
  }
  constexpr std::array<char32_t, 5> least{0, 0, 0x80, 0x800, 0x10000};
  const bool is_half = number >= 0xd800 && number <= 0xdfff;
  if (number < least.at(size) || number > 0x10ffff || is_half) return {};
  return {number, size};
}

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
      const auto [number, size] = first_of(text);
      if (size == 0)
        escape("\\x", static_cast<unsigned char>(text.front()), 2);
      else if (!is_control(number))
        append(text.substr(0, size));
      else if (number == '\n')
        append("\\n");
      else if (number == '\t')
        append("\\t");
      else if (number < 0x100)
        escape("\\x", number, 2);
      else
        escape("\\u", number, number > 0xffff ? 5 : 4);
      text.remove_prefix(std::max<std::size_t>(size, 1));
    }
  }
  void append(std::string_view text) {
    std::ranges::copy(text, letters_.begin() + static_cast<std::ptrdiff_t>(size_));
    size_ += text.size();
  }
  std::string_view text() const { return {letters_.data(), size_}; }

 private:
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

#include "d2l/plot/text.hpp"

#include <algorithm>

#include <fmt/format.h>

namespace d2l::plot {
namespace {

constexpr bool is_continuation(char byte) { return (static_cast<unsigned char>(byte) & 0xC0) == 0x80; }

// How many bytes the character at the front of `text` takes; 0 where no valid UTF-8 character stands.
std::size_t character_size(std::string_view text) {
  const auto lead = static_cast<unsigned char>(text.front());
  if (lead < 0x80) return 1;
  const std::size_t size = lead < 0xC0 ? 0 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : lead < 0xF8 ? 4 : 0;
  if (size == 0 || size > text.size()) return 0;
  unsigned code = lead & (0x7Fu >> size);
  for (const char byte : text.substr(1, size - 1)) {
    if (!is_continuation(byte)) return 0;
    code = code << 6 | (static_cast<unsigned char>(byte) & 0x3Fu);
  }
  const unsigned smallest = size == 2 ? 0x80 : size == 3 ? 0x800 : 0x10000;  // a smaller one has a shorter form
  const bool is_surrogate = code >= 0xD800 && code < 0xE000;
  return code < smallest || code > 0x10FFFF || is_surrogate ? 0 : size;
}

// Harmless within double quotes: everything but what gnuplot would interpret there.
bool is_plain(char c) { return c >= ' ' && c < 0x7F && std::string_view("\"\\`$@").find(c) == std::string_view::npos; }

}  // namespace

std::string literal(std::string_view text) {
  std::string result = "\"";
  while (!text.empty()) {
    const std::size_t size = character_size(text);
    const char c = text.front();
    if (size == 0) {
      result += '?';
    } else if (size > 1 || is_plain(c)) {
      result += text.substr(0, size);
    } else if (c == '\n') {
      result += "\\n";
    } else if (c < ' ' || c == 0x7F) {
      result += ' ';
    } else {
      result += fmt::format("\\{:03o}", c);
    }
    text.remove_prefix(std::max<std::size_t>(size, 1));
  }
  return result + '"';
}

std::string xml(std::string_view text) {
  std::string result;
  while (!text.empty()) {
    const std::size_t size = character_size(text);
    const char c = text.front();
    if (size == 0) {
      result += '?';
    } else if (size > 1) {
      result += text.substr(0, size);
    } else if (c == '&' || c == '<' || c == '>') {
      result += c == '&' ? "&amp;" : c == '<' ? "&lt;" : "&gt;";
    } else {
      result += c < ' ' || c == 0x7F ? ' ' : c;
    }
    text.remove_prefix(std::max<std::size_t>(size, 1));
  }
  return result;
}

std::vector<std::string> lines(std::string_view text) {
  std::vector<std::string> result;
  while (!text.empty()) {
    const auto end = text.find('\n');
    result.emplace_back(text.substr(0, end));
    text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
  }
  return result;
}

}  // namespace d2l::plot

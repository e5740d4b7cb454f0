#include "d2l/plot/text.hpp"

#include <algorithm>
#include <utf8.h>

#include <fmt/format.h>

namespace d2l::plot {
namespace {

// With "?" for each byte that is no UTF-8.
std::string shown(std::string_view text) {
  std::string result(text);
  for (auto at = result.begin(); (at = utf8::find_invalid(at, result.end())) != result.end();) *at = '?';
  return result;
}

bool is_ascii(char c) { return static_cast<unsigned char>(c) < 0x80; }

// Harmless within double quotes: everything but what gnuplot would interpret there.
bool is_plain(char c) { return c >= ' ' && c < 0x7F && std::string_view("\"\\`$@").find(c) == std::string_view::npos; }

}  // namespace

std::string literal(std::string_view text) {
  std::string result = "\"";
  for (const char c : shown(text)) {
    if (!is_ascii(c) || is_plain(c)) {
      result += c;
    } else if (c == '\n') {
      result += "\\n";
    } else if (c < ' ' || c == 0x7F) {
      result += ' ';
    } else {
      result += fmt::format("\\{:03o}", c);
    }
  }
  return result + '"';
}

std::string titled(std::string label) {
  std::ranges::replace(label, '\n', ' ');
  return label.empty() ? "notitle" : "title " + literal(label);
}

std::string xml(std::string_view text) {
  std::string result;
  for (const char c : shown(text)) {
    if (c == '&' || c == '<' || c == '>') {
      result += c == '&' ? "&amp;" : c == '<' ? "&lt;" : "&gt;";
    } else {
      result += is_ascii(c) && (c < ' ' || c == 0x7F) ? ' ' : c;
    }
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

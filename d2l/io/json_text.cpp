#include "d2l/io/json_text.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "d2l/core/error.hpp"

namespace d2l {
namespace {

// The lines between the brackets, each further in; a line break stands in no string.
std::string bracketed(char open, const std::vector<std::string>& parts, char close) {
  if (parts.empty()) return {open, close};
  std::string lines;
  for (const char c : fmt::format("\n{}", fmt::join(parts, ",\n")))
    lines += c == '\n' ? "\n  " : std::string_view(&c, 1);
  return open + lines + '\n' + close;
}

}  // namespace

std::string json_string(std::string_view text) {
  try {
    return nlohmann::json(text).dump();
  } catch (const nlohmann::json::type_error&) {
    throw ValueError("a name or a text that goes into a file as JSON is not in UTF-8");
  }
}

std::string json_string_of_any(std::string_view text) {
  return nlohmann::json(text).dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
}

std::string json_number(double value) { return nlohmann::json(value).dump(); }

std::string json_array(const std::vector<std::string>& elements) { return bracketed('[', elements, ']'); }

std::string json_object(const std::vector<std::pair<std::string, std::string>>& members) {
  std::vector<std::string> parts;
  parts.reserve(members.size());
  for (const auto& [name, value] : members) parts.push_back(json_string(name) + ": " + value);
  return bracketed('{', parts, '}');
}

}  // namespace d2l

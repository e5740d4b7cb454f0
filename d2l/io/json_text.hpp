#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

// JSON that is written part by part, as text. A nlohmann::json of several parts asks for memory when it is destroyed:
// where there is none left, that would end the program instead of reporting it.
namespace d2l {

/// A JSON string. Throws ValueError where the text is not in UTF-8.
std::string json_string(std::string_view text);

/// A JSON string of a text that people are to read, such as a folder's name: bytes that are not UTF-8 become U+FFFD.
std::string json_string_of_any(std::string_view text);

/// A JSON number; `null` for one that is not finite.
std::string json_number(double value);

/// A JSON array of these elements, a line for each.
std::string json_array(const std::vector<std::string>& elements);

/// A JSON object of these names and values, a line for each.
std::string json_object(const std::vector<std::pair<std::string, std::string>>& members);

}  // namespace d2l

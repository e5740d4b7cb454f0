#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace d2l {

/// What the header of a safetensors file says about one tensor.
struct SafetensorsEntry {
  std::string name, type;
  std::vector<std::uint64_t> sizes;
  std::uint64_t begin = 0, end = 0;  ///< its bytes, counted from the end of the header
};

struct SafetensorsHeader {
  std::vector<SafetensorsEntry> entries;  ///< in the header's order
  std::map<std::string, std::string> metadata;
};

/// Reads the JSON of a safetensors header: `{"name": {"dtype": …, "shape": […], "data_offsets": [begin, end]}, …}` and
/// texts by name as `__metadata__`. It keeps nothing else, so it needs no more memory than the text. Throws FormatError
/// where the text is something else, or names anything twice.
SafetensorsHeader parse_safetensors_header(std::string_view text);

}  // namespace d2l

#include "d2l/io/safetensors.hpp"

#include <algorithm>
#include <limits>

#include <fmt/format.h>
#include <fmt/ranges.h>
#include <nlohmann/json.hpp>

#include "d2l/io/file.hpp"
#include "d2l/io/safetensors_header.hpp"
#include "d2l/io/validate.hpp"

namespace d2l {
namespace {

using nlohmann::ordered_json;

constexpr std::size_t length_size = 8;  // the header's length, a little-endian number of 64 bits
constexpr std::size_t most_bytes = std::numeric_limits<std::int64_t>::max() / 2;
constexpr auto metadata_name = "__metadata__";

constexpr TypeNames types{"F32", "F64", "I64", "U8", "BOOL"};

// --- reading

struct Parts {
  SafetensorsHeader header;
  std::span<const std::byte> elements;
};

Parts split(std::span<const std::byte> file) {
  if (file.size() < length_size) throw FormatError("is too short for a header");
  std::uint64_t claimed = 0;
  for (std::size_t i = length_size; i-- > 0;) claimed = claimed << 8 | std::to_integer<std::uint64_t>(file[i]);
  const auto length = checked_header(claimed, file.size() - length_size);
  const auto text = file.subspan(length_size, length);
  return {parse_safetensors_header({reinterpret_cast<const char*>(text.data()), text.size()}),
          file.subspan(length_size + length)};
}

AnyTensor read_tensor(const SafetensorsEntry& entry, std::span<const std::byte> bytes) {
  try {
    const auto type = find_type(types, entry.type);
    if (!type)
      throw FormatError(
          fmt::format("has elements of type {}, and only {} can be read", entry.type, fmt::join(types, ", ")));
    const auto shape = checked_shape(entry.sizes);
    expect_bytes(shape, element_size(*type), bytes.size());
    return from_bytes(*type, shape, bytes);
  } catch (const FormatError& error) {
    throw FormatError("'" + entry.name + "' " + error.what());
  }
}

// --- writing

ordered_json describe(const AnyTensor& x, std::size_t begin) {
  auto shape = ordered_json::array();
  for (const auto size : shape_of(x)) shape.push_back(size);
  const auto bytes = static_cast<std::size_t>(numel(shape_of(x))) * element_size(x.index());
  return {{"dtype", types.at(x.index())}, {"shape", shape}, {"data_offsets", {begin, begin + bytes}}};
}

}  // namespace

void save_safetensors(const std::filesystem::path& path, const NamedTensors& tensors, const Metadata& metadata) {
  auto header = ordered_json::object();
  if (!metadata.empty()) header[metadata_name] = metadata;
  std::size_t place = 0;
  for (const auto& [name, any] : tensors) {
    if (name == metadata_name) throw ValueError("save_safetensors: no tensor can have the name __metadata__");
    if (header.contains(name)) throw ValueError("save_safetensors: two tensors are named '" + name + "'");
    header[name] = describe(any, place);
    place = header[name]["data_offsets"][1].get<std::size_t>();
  }
  auto text = header.dump();
  text.resize((text.size() + length_size - 1) / length_size * length_size, ' ');  // the elements are aligned then

  std::vector<std::byte> file;
  file.reserve(length_size + text.size() + place);
  for (std::size_t i = 0; i < length_size; ++i) file.push_back(static_cast<std::byte>(text.size() >> 8 * i));
  for (const char c : text) file.push_back(static_cast<std::byte>(c));
  for (const auto& [name, any] : tensors) append_elements(file, any);
  write_file_atomically(path, file);
}

NamedTensors parse_safetensors(std::span<const std::byte> file) {
  auto [header, elements] = split(file);
  std::ranges::stable_sort(header.entries, {}, [](const auto& entry) { return std::pair(entry.begin, entry.end); });
  std::vector<Range> ranges;
  for (const auto& entry : header.entries) ranges.push_back({entry.name, entry.begin, entry.end});
  expect_tiling(ranges, elements.size());
  NamedTensors tensors;
  for (const auto& entry : header.entries)
    tensors.emplace_back(entry.name, read_tensor(entry, elements.subspan(entry.begin, entry.end - entry.begin)));
  return tensors;
}

NamedTensors load_safetensors(const std::filesystem::path& path) {
  const auto file = read_file(path, most_bytes);
  return reading(path, write_it_anew, [&] { return parse_safetensors(file); });
}

Metadata load_safetensors_metadata(const std::filesystem::path& path) {
  const auto file = read_file(path, most_bytes);
  return reading(path, write_it_anew, [&] { return split(file).header.metadata; });
}

}  // namespace d2l

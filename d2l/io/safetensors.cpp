#include "d2l/io/safetensors.hpp"

#include <algorithm>
#include <functional>
#include <iterator>
#include <limits>
#include <set>
#include <string_view>

#include <boost/endian/conversion.hpp>
#include <fmt/format.h>
#include <fmt/ranges.h>

#include "d2l/io/json_text.hpp"
#include "d2l/io/safetensors_header.hpp"
#include "d2l/io/validate.hpp"
#include "d2l/system/file.hpp"

namespace d2l {
namespace {

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
  const auto claimed = boost::endian::load_little_u64(reinterpret_cast<const unsigned char*>(file.data()));
  const auto length = checked_header(claimed, file.size() - length_size);
  const auto text = file.subspan(length_size, length);
  return {parse_safetensors_header({reinterpret_cast<const char*>(text.data()), text.size()}),
          file.subspan(length_size + length)};
}

AnyTensor read_tensor(const SafetensorsEntry& entry, std::span<const std::byte> bytes) {
  try {
    const auto type = find_type(types, entry.type);
    if (!type)
      throw TypeError(
          fmt::format("has elements of type {}, and only {} can be read", entry.type, fmt::join(types, ", ")));
    const auto shape = checked_shape(entry.sizes);
    expect_bytes(shape, element_size(*type), bytes.size());
    return from_bytes(*type, shape, bytes);
  } catch (const TypeError&) {
    throw;
  } catch (const FormatError& error) {
    throw FormatError("'" + entry.name + "' " + error.what());
  }
}

// --- writing

std::size_t bytes_of(const AnyTensor& x) {
  return static_cast<std::size_t>(numel(shape_of(x))) * element_size(x.index());
}

// The header's entry for a tensor.
std::string describe(const std::string& name, const AnyTensor& x, std::size_t begin) {
  return fmt::format(R"({}:{{"dtype":"{}","shape":[{}],"data_offsets":[{},{}]}})", json_string(name),
                     types.at(x.index()), fmt::join(shape_of(x), ","), begin, begin + bytes_of(x));
}

std::string describe(const Metadata& metadata) {
  std::vector<std::string> texts;
  for (const auto& [name, text] : metadata) texts.push_back(json_string(name) + ':' + json_string(text));
  return fmt::format(R"("{}":{{{}}})", metadata_name, fmt::join(texts, ","));
}

// In the order of their places: those with large elements first, so that each is aligned to its elements' size, which
// PyTorch's reader asks for.
std::vector<const AnyTensor*> by_place(const NamedTensors& tensors) {
  std::vector<const AnyTensor*> sorted;
  sorted.reserve(tensors.size());
  for (const auto& [name, x] : tensors) sorted.push_back(&x);
  std::ranges::stable_sort(sorted, std::greater(), [](const AnyTensor* x) { return element_size(x->index()); });
  return sorted;
}

}  // namespace

std::vector<std::byte> format_safetensors(const NamedTensors& tensors, const Metadata& metadata) {
  std::vector<std::string> entries;
  if (!metadata.empty()) entries.push_back(describe(metadata));
  const auto placed = by_place(tensors);
  std::map<const AnyTensor*, std::size_t> places;
  std::size_t place = 0;
  for (const auto* const x : placed) {
    places[x] = place;
    place += bytes_of(*x);
  }
  std::set<std::string_view> names;
  for (const auto& [name, x] : tensors) {
    if (name == metadata_name) throw ValueError("save_safetensors: no tensor can have the name __metadata__");
    if (!names.insert(name).second) throw ValueError("save_safetensors: two tensors are named '" + name + "'");
    entries.push_back(describe(name, x, places.at(&x)));
  }
  auto text = fmt::format("{{{}}}", fmt::join(entries, ","));
  text.resize((text.size() + length_size - 1) / length_size * length_size, ' ');  // the elements are aligned then

  std::vector<std::byte> file(length_size);
  file.reserve(length_size + text.size() + place);
  boost::endian::store_little_u64(reinterpret_cast<unsigned char*>(file.data()), text.size());
  std::ranges::transform(text, std::back_inserter(file), [](char c) { return static_cast<std::byte>(c); });
  for (const auto* const x : placed) append_elements(file, *x);
  return file;
}

void save_safetensors(const std::filesystem::path& path, const NamedTensors& tensors, const Metadata& metadata) {
  if (tensors.empty())
    throw ValueError("save_safetensors: there is nothing to write to '" + path.string() +
                     "': this state holds no tensors");
  write_file_atomically(path, format_safetensors(tensors, metadata));
}

NamedTensors parse_safetensors(std::span<const std::byte> file) {
  const auto [header, elements] = split(file);
  std::vector<Range> ranges;
  ranges.reserve(header.entries.size());
  for (const auto& entry : header.entries) ranges.push_back({entry.name, entry.begin, entry.end});
  expect_tiling(ranges, elements.size());
  NamedTensors tensors;
  for (const auto& entry : header.entries) try {
      tensors.emplace_back(entry.name, read_tensor(entry, elements.subspan(entry.begin, entry.end - entry.begin)));
    } catch (const TypeError& error) {
      tensors.unreadable[entry.name] = error.what();
    }
  return tensors;
}

Metadata parse_safetensors_metadata(std::span<const std::byte> file) { return split(file).header.metadata; }

NamedTensors load_safetensors(const std::filesystem::path& path) {
  const auto file = read_file(path, most_bytes);
  return reading(path, write_it_anew, [&] { return parse_safetensors(file); });
}

Metadata load_safetensors_metadata(const std::filesystem::path& path) {
  const auto file = read_file(path, most_bytes);
  return reading(path, write_it_anew, [&] { return parse_safetensors_metadata(file); });
}

}  // namespace d2l

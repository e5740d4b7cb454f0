#include "d2l/io/safetensors.hpp"

#include <algorithm>
#include <limits>
#include <set>
#include <span>

#include <fmt/format.h>
#include <fmt/ranges.h>
#include <nlohmann/json.hpp>

#include "d2l/io/file.hpp"

namespace d2l {
namespace {

using nlohmann::ordered_json;

constexpr std::size_t length_size = 8;  // the header's length, a little-endian number of 64 bits
constexpr std::size_t most_bytes = std::numeric_limits<std::int64_t>::max() / 2;

constexpr TypeNames types{"F32", "F64", "I64", "U8", "BOOL"};

// --- reading

struct Entry {
  std::string name, type;
  Shape shape;
  std::size_t begin, end;  // in the bytes behind the header
};

class Reader {
 public:
  explicit Reader(const std::filesystem::path& path) : path_(path), bytes_(read_file(path, most_bytes)) {}

  NamedTensors read() {
    const auto header = parse_header();
    const auto entries = list_entries(header);
    NamedTensors tensors;
    for (const auto& entry : entries) tensors.emplace_back(entry.name, read_tensor(entry));
    return tensors;
  }

 private:
  [[noreturn]] void fail(const std::string& what) const {
    throw FormatError(path_.string() + ": " + what + "; it is damaged or no safetensors file, write it anew");
  }

  ordered_json parse_header() {
    if (bytes_.size() < length_size) fail("is too short for a header");
    std::uint64_t length = 0;
    for (std::size_t i = length_size; i-- > 0;) length = length << 8 | std::to_integer<std::uint64_t>(bytes_[i]);
    if (length > bytes_.size() - length_size)
      fail(fmt::format("its header should have {} bytes, and the whole file has {}", length, bytes_.size()));
    const auto text = std::span(bytes_).subspan(length_size, length);
    data_ = std::span(bytes_).subspan(length_size + length);

    std::set<std::string> keys;
    const auto refuse_twice = [&](int depth, ordered_json::parse_event_t event, ordered_json& parsed) {
      if (depth == 1 && event == ordered_json::parse_event_t::key && !keys.insert(parsed.get<std::string>()).second)
        fail("names '" + parsed.get<std::string>() + "' twice");
      return true;
    };
    try {
      const auto* const begin = reinterpret_cast<const char*>(text.data());
      auto header = ordered_json::parse(begin, begin + text.size(), refuse_twice);
      if (!header.is_object()) fail("its header is no JSON object");
      return header;
    } catch (const ordered_json::exception&) {
      fail("its header is not valid JSON");
    }
  }

  // The tensors in the order of their bytes, which follow each other without gap up to the end.
  std::vector<Entry> list_entries(const ordered_json& header) const {
    std::vector<Entry> entries;
    for (const auto& [name, value] : header.items())
      if (name != "__metadata__") entries.push_back(parse_entry(name, value));
    std::ranges::stable_sort(entries, {}, [](const Entry& e) { return std::pair(e.begin, e.end); });
    std::size_t place = 0;
    for (const auto& entry : entries) {
      if (entry.begin != place) fail(fmt::format("'{}' starts at byte {}, not {}", entry.name, entry.begin, place));
      place = entry.end;
    }
    if (place != data_.size()) fail(fmt::format("its tensors have {} bytes, and {} are there", place, data_.size()));
    return entries;
  }

  Entry parse_entry(const std::string& name, const ordered_json& value) const {
    try {
      Entry entry{name, value.at("dtype").get<std::string>(), {}, 0, 0};
      Dims dims;
      std::size_t count = 1;
      for (const auto& item : value.at("shape")) {
        const auto size = number(name, item);
        if (size != 0 && count > most_bytes / size) fail("'" + name + "' has an impossible shape");
        count *= size;
        dims.push_back(static_cast<std::int64_t>(size));
      }
      entry.shape = Shape(dims);
      entry.begin = number(name, value.at("data_offsets").at(0));
      entry.end = number(name, value.at("data_offsets").at(1));
      if (entry.begin > entry.end || entry.end > data_.size() || value.at("data_offsets").size() != 2)
        fail(fmt::format("'{}' lies at bytes {} to {} of {}", name, entry.begin, entry.end, data_.size()));
      return entry;
    } catch (const ordered_json::exception&) {
      fail("the header's entry for '" + name + "' is not dtype, shape and data_offsets");
    } catch (const ShapeError&) {
      fail("'" + name + "' has an impossible shape");
    }
  }

  std::size_t number(const std::string& name, const ordered_json& value) const {
    if (!value.is_number_unsigned() || value.get<std::uint64_t>() > most_bytes)
      fail("'" + name + "' has " + value.dump() + " as a size or place");
    return value.get<std::size_t>();
  }

  AnyTensor read_tensor(const Entry& entry) const {
    const auto type = find_type(types, entry.type);
    if (!type)
      throw FormatError(fmt::format("{}: '{}' has elements of type {}; {} can be read", path_.string(), entry.name,
                                    entry.type, fmt::join(types, ", ")));
    const auto bytes = data_.subspan(entry.begin, entry.end - entry.begin);
    const auto size = element_size(*type);
    if (bytes.size() % size != 0 || bytes.size() / size != static_cast<std::size_t>(numel(entry.shape)))
      fail(fmt::format("'{}' of shape {} and type {} has {} bytes", entry.name, to_string(entry.shape), entry.type,
                       bytes.size()));
    try {
      return from_bytes(*type, entry.shape, bytes);
    } catch (const ValueError& error) {
      fail("'" + entry.name + "' " + error.what());
    }
  }

  std::filesystem::path path_;
  std::vector<std::byte> bytes_;
  std::span<const std::byte> data_;
};

// --- writing

ordered_json describe(const AnyTensor& x, std::size_t begin) {
  auto shape = ordered_json::array();
  for (const auto size : shape_of(x)) shape.push_back(size);
  const auto bytes = static_cast<std::size_t>(numel(shape_of(x))) * element_size(x.index());
  return {{"dtype", types.at(x.index())}, {"shape", shape}, {"data_offsets", {begin, begin + bytes}}};
}

}  // namespace

void save_safetensors(const std::filesystem::path& path, const NamedTensors& tensors) {
  auto header = ordered_json::object();
  std::size_t place = 0;
  for (const auto& [name, any] : tensors) {
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

NamedTensors load_safetensors(const std::filesystem::path& path) { return Reader(path).read(); }

}  // namespace d2l

#include "d2l/io/safetensors.hpp"

#include <algorithm>
#include <cstring>
#include <limits>
#include <set>
#include <span>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "d2l/io/file.hpp"
#include "d2l/ops/creation.hpp"
#include "d2l/ops/methods.hpp"

namespace d2l {
namespace {

using nlohmann::ordered_json;

constexpr std::size_t length_size = 8;  // the header's length, a little-endian number of 64 bits
constexpr std::size_t most_bytes = std::numeric_limits<std::int64_t>::max() / 2;

template <class T>
constexpr const char* type_name = nullptr;
template <>
constexpr const char* type_name<float> = "F32";
template <>
constexpr const char* type_name<double> = "F64";
template <>
constexpr const char* type_name<std::int64_t> = "I64";
template <>
constexpr const char* type_name<std::uint8_t> = "U8";
template <>
constexpr const char* type_name<bool> = "BOOL";

template <class T>
std::span<const std::byte> bytes_of(const Tensor<T>& row_major) {
  const auto count = static_cast<std::size_t>(row_major.numel());
  return {reinterpret_cast<const std::byte*>(row_major.data_ptr()), count * sizeof(T)};
}

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
    AnyTensor result;
    const bool known = try_read<float>(entry, result) || try_read<double>(entry, result) ||
                       try_read<std::int64_t>(entry, result) || try_read<std::uint8_t>(entry, result) ||
                       try_read<bool>(entry, result);
    if (!known)
      throw FormatError(fmt::format("{}: '{}' has elements of type {}; F32, F64, I64, U8 and BOOL can be read",
                                    path_.string(), entry.name, entry.type));
    return result;
  }

  template <class T>
  bool try_read(const Entry& entry, AnyTensor& result) const {
    if (entry.type != type_name<T>) return false;
    const auto bytes = data_.subspan(entry.begin, entry.end - entry.begin);
    const auto count = static_cast<std::size_t>(numel(entry.shape));
    if (bytes.size() % sizeof(T) != 0 || bytes.size() / sizeof(T) != count)
      fail(fmt::format("'{}' of shape {} and type {} has {} bytes", entry.name, to_string(entry.shape), entry.type,
                       bytes.size()));
    if constexpr (std::same_as<T, bool>)
      if (std::ranges::any_of(bytes, [](std::byte b) { return b > std::byte{1}; }))
        fail("'" + entry.name + "' has a truth value that is neither 0 nor 1");
    const auto x = empty<T>(entry.shape);
    if (!bytes.empty()) std::memcpy(x.data_ptr(), bytes.data(), bytes.size());
    result = x;
    return true;
  }

  std::filesystem::path path_;
  std::vector<std::byte> bytes_;
  std::span<const std::byte> data_;
};

// --- writing

void append(std::vector<std::byte>& file, std::span<const std::byte> bytes) {
  file.insert(file.end(), bytes.begin(), bytes.end());
}

template <class T>
ordered_json describe(const Tensor<T>& x, std::size_t begin) {
  auto shape = ordered_json::array();
  for (const auto size : x.shape()) shape.push_back(size);
  const auto bytes = static_cast<std::size_t>(x.numel()) * sizeof(T);
  return {{"dtype", type_name<T>}, {"shape", shape}, {"data_offsets", {begin, begin + bytes}}};
}

}  // namespace

void save_safetensors(const std::filesystem::path& path, const NamedTensors& tensors) {
  auto header = ordered_json::object();
  std::size_t place = 0;
  for (const auto& [name, any] : tensors) {
    if (header.contains(name)) throw ValueError("save_safetensors: two tensors are named '" + name + "'");
    header[name] = std::visit([&](const auto& x) { return describe(x, place); }, any);
    place = header[name]["data_offsets"][1].get<std::size_t>();
  }
  auto text = header.dump();
  text.resize((text.size() + length_size - 1) / length_size * length_size, ' ');  // the elements are aligned then

  std::vector<std::byte> file;
  file.reserve(length_size + text.size() + place);
  for (std::size_t i = 0; i < length_size; ++i) file.push_back(static_cast<std::byte>(text.size() >> 8 * i));
  append(file, std::as_bytes(std::span(text)));
  for (const auto& [name, any] : tensors)
    std::visit([&](const auto& x) { append(file, bytes_of(x.detach().contiguous())); }, any);
  write_file_atomically(path, file);
}

NamedTensors load_safetensors(const std::filesystem::path& path) { return Reader(path).read(); }

}  // namespace d2l

#include "d2l/io/npy.hpp"

#include <algorithm>
#include <array>
#include <limits>
#include <optional>

#include <boost/endian/conversion.hpp>
#include <fmt/format.h>
#include <fmt/ranges.h>

#include "d2l/core/tensor.hpp"
#include "d2l/io/npy_header.hpp"
#include "d2l/io/validate.hpp"
#include "d2l/system/file.hpp"

namespace d2l {
namespace {

constexpr TypeNames types{"<f4", "<f8", "<i8", "|u1", "|b1"};
constexpr std::string_view magic = "\x93NUMPY";
constexpr std::size_t most_bytes = std::numeric_limits<std::int64_t>::max() / 2;
constexpr std::size_t alignment = 64;  // of the elements, in the file

// The header's text, and where the elements begin. Version 1 has two bytes for the header's length, later ones four.
std::pair<std::string, std::size_t> find_header(std::string_view file) {
  if (!file.starts_with(magic) || file.size() < magic.size() + 2)
    throw FormatError("does not start as NumPy's files do");
  const auto version = static_cast<unsigned char>(file[magic.size()]);
  if (version < 1 || version > 3) throw FormatError(fmt::format("is of version {}", version));
  const std::size_t length_size = version == 1 ? 2 : 4, length_place = magic.size() + 2;
  const auto begin = length_place + length_size;
  if (file.size() < begin) throw FormatError("is too short for a header");
  const auto* const there = reinterpret_cast<const unsigned char*>(file.data()) + length_place;
  const auto claimed = version == 1 ? boost::endian::load_little_u16(there) : boost::endian::load_little_u32(there);
  const auto length = checked_header(claimed, file.size() - begin);
  return {std::string(file.substr(begin, length)), begin + length};
}

// Whether another array stands here, as where np.save wrote several into one file.
bool starts_with_magic(std::span<const std::byte> file) {
  return std::string_view(reinterpret_cast<const char*>(file.data()), file.size()).starts_with(magic);
}

// One of our types as NumPy may name it: `<f4`, `f4`, `=f`, `float32`.
struct ElementType {
  std::size_t type;  // its place in AnyTensor
  bool swapped;      // big-endian
};

std::optional<ElementType> find_element_type(std::string_view name) {
  using Names = std::array<std::string_view, 4>;
  constexpr std::array<Names, std::tuple_size_v<TypeNames>> codes{
      {{"f4", "f"}, {"f8", "d"}, {"i8", "q", "l"}, {"u1", "B"}, {"b1", "?"}}};
  constexpr std::array<Names, std::tuple_size_v<TypeNames>> words{
      {{"float32", "single"}, {"float64", "double", "float"}, {"int64", "int"}, {"uint8", "ubyte"}, {"bool", "bool_"}}};
  const bool has_order = !name.empty() && std::string_view("<>=|").find(name.front()) != std::string_view::npos;
  const auto code = name.substr(has_order ? 1 : 0);
  if (code.empty()) return std::nullopt;
  const auto names_it = [&](const Names& names) { return std::ranges::count(names, code) > 0; };
  for (std::size_t type = 0; type < codes.size(); ++type)
    if (names_it(codes.at(type)) || (!has_order && names_it(words.at(type)))) return {{type, name.starts_with('>')}};
  return std::nullopt;
}

// The same elements, each with its bytes in the opposite order.
std::vector<std::byte> swapped(std::span<const std::byte> elements, std::size_t size) {
  std::vector<std::byte> result(elements.begin(), elements.end());
  for (auto i = result.begin(); i != result.end(); i += static_cast<std::ptrdiff_t>(size))
    std::reverse(i, i + static_cast<std::ptrdiff_t>(size));
  return result;
}

Shape reversed(Shape shape) {
  std::ranges::reverse(shape);
  return shape;
}

AnyTensor transposed(const AnyTensor& x) {
  Dims axes;
  for (auto i = shape_of(x).size(); i-- > 0;) axes.push_back(i);
  return std::visit([&](const auto& y) -> AnyTensor { return y.permute(axes); }, x);
}

}  // namespace

AnyTensor parse_npy(std::span<const std::byte> file) {
  const auto [text, begin] = find_header({reinterpret_cast<const char*>(file.data()), file.size()});
  const auto header = parse_npy_header(text);
  const auto type = find_element_type(header.type);
  if (!type)
    throw TypeError(
        fmt::format("has elements of type {}, and only {} can be read", header.type, fmt::join(types, ", ")));
  const auto size = element_size(type->type);
  auto elements = file.subspan(begin);
  const auto bytes = size * static_cast<std::size_t>(numel(header.shape));
  if (elements.size() > bytes && bytes / size == static_cast<std::size_t>(numel(header.shape)) &&
      starts_with_magic(elements.subspan(bytes)))
    elements = elements.first(bytes);
  expect_bytes(header.shape, size, elements.size());
  const auto native = type->swapped ? swapped(elements, size) : std::vector<std::byte>();
  if (type->swapped) elements = native;
  return header.column_major ? transposed(from_bytes(type->type, reversed(header.shape), elements))
                             : from_bytes(type->type, header.shape, elements);
}

std::vector<std::byte> format_npy(const AnyTensor& x) {
  auto header = fmt::format("{{'descr': '{}', 'fortran_order': False, 'shape': {}, }}", types.at(x.index()),
                            to_string(shape_of(x)));
  const auto before = magic.size() + 4;  // the version's two bytes, and two for the header's length
  header.resize((before + header.size() + alignment) / alignment * alignment - before - 1, ' ');
  header += '\n';

  auto start = std::string(magic) + '\1' + '\0';
  start.resize(before);
  boost::endian::store_little_u16(reinterpret_cast<unsigned char*>(&start[before - 2]),
                                  static_cast<std::uint16_t>(header.size()));
  std::vector<std::byte> file;
  for (const char c : start + header) file.push_back(static_cast<std::byte>(c));
  append_elements(file, x);
  return file;
}

void save_npy(const std::filesystem::path& path, const AnyTensor& x) { write_file_atomically(path, format_npy(x)); }

AnyTensor load_npy(const std::filesystem::path& path) {
  const auto file = read_file(path, most_bytes);
  return reading(path, write_it_anew, [&] { return parse_npy(file); });
}

}  // namespace d2l

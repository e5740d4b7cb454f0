#include "d2l/io/npy.hpp"

#include <algorithm>
#include <charconv>
#include <limits>
#include <regex>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "d2l/io/file.hpp"
#include "d2l/io/validate.hpp"
#include "d2l/ops/methods.hpp"

namespace d2l {
namespace {

constexpr TypeNames types{"<f4", "<f8", "<i8", "|u1", "|b1"};
constexpr std::string_view magic = "\x93NUMPY";
constexpr std::size_t most_bytes = std::numeric_limits<std::int64_t>::max() / 2;
constexpr std::size_t longest_header = 2048;  // of types that we know; regular expressions take stack for each letter
constexpr std::size_t alignment = 64;         // of the elements, in the file

struct Header {
  std::string type;
  bool column_major;
  Shape shape;
};

// The header's text, and where the elements begin. Version 1 has two bytes for the header's length, later ones four.
std::pair<std::string, std::size_t> find_header(std::string_view file) {
  if (!file.starts_with(magic) || file.size() < magic.size() + 2)
    throw FormatError("does not start as NumPy's files do");
  const auto version = static_cast<unsigned char>(file[magic.size()]);
  if (version < 1 || version > 3) throw FormatError(fmt::format("is of version {}", version));
  const std::size_t length_size = version == 1 ? 2 : 4, length_place = magic.size() + 2;
  const auto begin = length_place + length_size;
  if (file.size() < begin) throw FormatError("is too short for a header");
  std::uint64_t claimed = 0;
  for (auto i = begin; i-- > length_place;) claimed = claimed << 8 | static_cast<unsigned char>(file[i]);
  const auto length = checked_header(claimed, file.size() - begin, longest_header);
  return {std::string(file.substr(begin, length)), begin + length};
}

Shape parse_shape(const std::string& text) {
  static const std::regex digits("[0-9]+");
  std::vector<std::uint64_t> sizes;
  for (std::sregex_iterator size(text.begin(), text.end(), digits), end; size != end; ++size) {
    const auto number = size->str();
    std::uint64_t value = 0;
    if (std::from_chars(number.data(), number.data() + number.size(), value).ec != std::errc())
      throw FormatError("has the impossible shape (" + text + ")");
    sizes.push_back(value);
  }
  return checked_shape(sizes);
}

// The header is a dictionary as Python writes it, whose entries may come in any order.
Header parse_header(const std::string& text) {
  static const std::regex type_entry(R"(['"]descr['"]\s*:\s*['"]([^'"]*)['"])");
  static const std::regex order_entry(R"(['"]fortran_order['"]\s*:\s*(True|False))");
  static const std::regex shape_entry(R"(['"]shape['"]\s*:\s*\(([0-9,\s]*)\))");
  std::smatch type, order, shape;
  if (!std::regex_search(text, type, type_entry) || !std::regex_search(text, order, order_entry) ||
      !std::regex_search(text, shape, shape_entry))
    throw FormatError("its header has no descr of one type, fortran_order and shape");
  return {type[1], order[1] == "True", parse_shape(shape[1])};
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
  const auto header = parse_header(text);
  const auto type = find_type(types, header.type);
  if (!type)
    throw FormatError(
        fmt::format("has elements of type {}, and only {} can be read", header.type, fmt::join(types, ", ")));
  const auto elements = file.subspan(begin);
  expect_bytes(header.shape, element_size(*type), elements.size());
  return header.column_major ? transposed(from_bytes(*type, reversed(header.shape), elements))
                             : from_bytes(*type, header.shape, elements);
}

std::vector<std::byte> format_npy(const AnyTensor& x) {
  auto header = fmt::format("{{'descr': '{}', 'fortran_order': False, 'shape': {}, }}", types.at(x.index()),
                            to_string(shape_of(x)));
  const auto before = magic.size() + 4;  // the version's two bytes, and two for the header's length
  header.resize((before + header.size() + alignment) / alignment * alignment - before - 1, ' ');
  header += '\n';

  auto start = std::string(magic) + '\1' + '\0';
  start += static_cast<char>(header.size() & 0xff);
  start += static_cast<char>(header.size() >> 8);
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

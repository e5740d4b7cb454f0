#include "d2l/io/npy.hpp"

#include <algorithm>
#include <limits>
#include <regex>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "d2l/io/file.hpp"
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

class Reader {
 public:
  explicit Reader(const std::filesystem::path& path) : path_(path), bytes_(read_file(path, most_bytes)) {}

  AnyTensor read() const {
    const auto [text, begin] = find_header();
    const auto header = parse(text);
    const auto type = find_type(types, header.type);
    if (!type)
      throw FormatError(fmt::format("{}: has elements of type {}; {} can be read", path_.string(), header.type,
                                    fmt::join(types, ", ")));
    const auto elements = std::span(bytes_).subspan(begin);
    const auto count = static_cast<std::size_t>(numel(header.shape));
    if (elements.size() % element_size(*type) != 0 || elements.size() / element_size(*type) != count)
      fail(fmt::format("its shape is {}, and {} bytes are there", to_string(header.shape), elements.size()));
    try {
      return header.column_major ? transposed(from_bytes(*type, reversed(header.shape), elements))
                                 : from_bytes(*type, header.shape, elements);
    } catch (const ValueError& error) {
      fail(error.what());
    }
  }

 private:
  [[noreturn]] void fail(const std::string& what) const {
    throw FormatError(path_.string() + ": " + what + "; it is damaged or no .npy file, write it anew");
  }

  // The header's text, and where the elements begin. Version 1 has two bytes for the header's length, later ones four.
  std::pair<std::string, std::size_t> find_header() const {
    const std::string_view file(reinterpret_cast<const char*>(bytes_.data()), bytes_.size());
    if (!file.starts_with(magic) || file.size() < magic.size() + 2) fail("does not start as NumPy's files do");
    const auto version = static_cast<unsigned char>(file[magic.size()]);
    if (version < 1 || version > 3) fail(fmt::format("is of version {}", version));
    const std::size_t length_size = version == 1 ? 2 : 4, length_place = magic.size() + 2;
    const auto begin = length_place + length_size;
    if (file.size() < begin) fail("is too short for a header");
    std::size_t length = 0;
    for (auto i = begin; i-- > length_place;) length = length << 8 | static_cast<unsigned char>(file[i]);
    if (length > file.size() - begin || length > longest_header)
      fail(fmt::format("its header should have {} bytes", length));
    return {std::string(file.substr(begin, length)), begin + length};
  }

  // The header is a dictionary as Python writes it, whose entries may come in any order.
  Header parse(const std::string& text) const {
    static const std::regex type_entry(R"(['"]descr['"]\s*:\s*['"]([^'"]*)['"])");
    static const std::regex order_entry(R"(['"]fortran_order['"]\s*:\s*(True|False))");
    static const std::regex shape_entry(R"(['"]shape['"]\s*:\s*\(([0-9,\s]*)\))");
    std::smatch type, order, shape;
    if (!std::regex_search(text, type, type_entry) || !std::regex_search(text, order, order_entry) ||
        !std::regex_search(text, shape, shape_entry))
      fail("its header has no descr of one type, fortran_order and shape");
    return {type[1], order[1] == "True", parse_shape(shape[1])};
  }

  Shape parse_shape(const std::string& text) const {
    static const std::regex digits("[0-9]+");
    const auto fail_for_shape = [&] { fail("has the impossible shape (" + text + ")"); };
    Shape shape;
    try {
      for (std::sregex_iterator size(text.begin(), text.end(), digits), end; size != end; ++size)
        shape.push_back(std::stoll(size->str()));
      if (static_cast<std::uint64_t>(numel(shape)) > most_bytes) fail_for_shape();
    } catch (const std::out_of_range&) {  // a size beyond long long
      fail_for_shape();
    } catch (const ShapeError&) {  // too many axes, or too many elements
      fail_for_shape();
    }
    return shape;
  }

  static Shape reversed(Shape shape) {
    std::ranges::reverse(shape);
    return shape;
  }

  static AnyTensor transposed(const AnyTensor& x) {
    Dims axes;
    for (auto i = shape_of(x).size(); i-- > 0;) axes.push_back(i);
    return std::visit([&](const auto& y) -> AnyTensor { return y.permute(axes); }, x);
  }

  std::filesystem::path path_;
  std::vector<std::byte> bytes_;
};

}  // namespace

void save_npy(const std::filesystem::path& path, const AnyTensor& x) {
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
  write_file_atomically(path, file);
}

AnyTensor load_npy(const std::filesystem::path& path) { return Reader(path).read(); }

}  // namespace d2l

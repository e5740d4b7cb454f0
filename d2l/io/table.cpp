#include "d2l/io/table.hpp"

#include <iterator>
#include <string>
#include <string_view>
#include <vector>

#include <fmt/format.h>

#include "d2l/core/error.hpp"
#include "d2l/io/decimal.hpp"
#include "d2l/io/gzip.hpp"
#include "d2l/io/validate.hpp"
#include "d2l/ops/creation.hpp"
#include "d2l/system/file.hpp"

namespace d2l {
namespace {

constexpr std::size_t most_bytes = std::size_t{1} << 32;

std::string contents(std::span<const std::byte> file) {
  const auto text = [](const auto* bytes, std::size_t size) {
    return std::string(reinterpret_cast<const char*>(bytes), size);
  };
  if (!is_gzip(file)) return text(file.data(), file.size());
  const auto bytes = unpack_gzip(file, most_bytes);
  return text(bytes.data_ptr(), static_cast<std::size_t>(bytes.numel()));
}

// Takes off the front what stands before the first of these characters, and gives it; with that character, too.
std::string_view take_until(std::string_view& text, std::string_view ends) {
  const auto end = text.find_first_of(ends);
  const auto part = text.substr(0, end);
  text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
  return part;
}

// The words of a line: columns are counted by them.
std::vector<std::string_view> words(std::string_view line) {
  std::vector<std::string_view> words;
  while (!line.empty())
    if (const auto word = take_until(line, " \t"); !word.empty()) words.push_back(word);
  return words;
}

}  // namespace

Tensor<double> parse_table(std::span<const std::byte> file) {
  const auto text = contents(file);
  std::vector<double> numbers;
  std::int64_t rows = 0;
  std::size_t columns = 0, number_of_line = 0;
  for (std::string_view rest = text; !rest.empty();) {
    auto line = take_until(rest, "\n");
    ++number_of_line;
    if (line.ends_with('\r')) line.remove_suffix(1);
    const auto row = words(line);
    if (row.empty()) continue;
    if (rows++ == 0) columns = row.size();
    for (std::size_t i = 0; i < row.size(); ++i) {
      const auto number = parse_decimal(row[i]);
      if (!number)
        throw FormatError(
            fmt::format("has '{}' in line {}, column {}, which is no finite number", row[i], number_of_line, i + 1));
      numbers.push_back(*number);
    }
    if (row.size() != columns)
      throw FormatError(
          fmt::format("has {} numbers in line {}, and {} in its first row", row.size(), number_of_line, columns));
  }
  if (rows == 0) throw FormatError("has no numbers");
  return tensor<double>(numbers, {rows, static_cast<std::int64_t>(columns)});
}

Tensor<double> read_table(const std::filesystem::path& path) {
  const auto file = read_file(path, most_bytes);
  return reading(path, "get the file again, or mend it", [&] { return parse_table(file); });
}

}  // namespace d2l

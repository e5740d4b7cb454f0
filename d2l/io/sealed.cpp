#include "d2l/io/sealed.hpp"

#include <algorithm>
#include <limits>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>

#include "d2l/io/sha256.hpp"
#include "d2l/io/validate.hpp"
#include "d2l/system/file.hpp"

namespace d2l {
namespace {

constexpr std::size_t most_bytes = std::numeric_limits<std::int64_t>::max() / 2;
constexpr auto checksum_name = "sha256";
// Of a name within a text the first quote has a backslash before it, and so neither of these.
constexpr std::string_view as_first = R"({"sha256":")", as_next = R"(,"sha256":")";
constexpr std::string_view no_digits = "0000000000000000000000000000000000000000000000000000000000000000";

// The place of the digits in the file.
std::optional<std::span<std::byte>> find_digits(std::span<std::byte> file) {
  const std::string_view text(reinterpret_cast<const char*>(file.data()), file.size());
  const auto found = std::min(text.find(as_first), text.find(as_next));
  if (found == std::string_view::npos || text.size() - found < as_next.size() + no_digits.size()) return std::nullopt;
  return file.subspan(found + as_next.size(), no_digits.size());
}

void put(std::string_view digits, std::span<std::byte> place) {
  std::ranges::transform(digits, place.begin(), [](char c) { return static_cast<std::byte>(c); });
}

}  // namespace

std::vector<std::byte> format_sealed(const NamedTensors& tensors, const Metadata& metadata) {
  auto with_place = metadata;
  with_place[checksum_name] = no_digits;
  auto file = format_safetensors(tensors, with_place);
  if (const auto digits = find_digits(file)) put(sha256(file), *digits);
  return file;
}

void save_sealed(const std::filesystem::path& path, const NamedTensors& tensors, const Metadata& metadata) {
  write_file_atomically(path, format_sealed(tensors, metadata));
}

SealedFile parse_sealed(std::vector<std::byte> file) {
  SealedFile parsed{parse_safetensors(file), parse_safetensors_metadata(file)};
  if (const auto& unreadable = parsed.tensors.unreadable; !unreadable.empty())
    throw FormatError("'" + unreadable.begin()->first + "' " + unreadable.begin()->second);
  const auto checksum = parsed.metadata.extract(checksum_name);
  const auto digits = find_digits(file);
  if (!checksum || !digits)
    throw FormatError("has no checksum, as every file of --save and --save-init; older versions wrote none");
  put(no_digits, *digits);
  if (sha256(file) != checksum.mapped()) throw FormatError("is not what its checksum was taken of");
  return parsed;
}

SealedFile load_sealed(const std::filesystem::path& path) {
  auto file = read_file(path, most_bytes);
  return reading(path, write_it_anew, [&] { return parse_sealed(std::move(file)); });
}

}  // namespace d2l

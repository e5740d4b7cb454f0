#include "d2l/io/validate.hpp"

#include <algorithm>
#include <cstdint>

#include <fmt/format.h>
#include <fmt/ranges.h>

namespace d2l {
namespace {

[[noreturn]] void fail(const std::string& what) { throw FormatError(what); }

}  // namespace

std::size_t checked_header(std::uint64_t claimed, std::size_t left, std::size_t most) {
  if (claimed > left) fail(fmt::format("its header should have {} bytes, and {} are left of the file", claimed, left));
  if (claimed > most) fail(fmt::format("its header should have {} bytes; at most {} are read", claimed, most));
  return static_cast<std::size_t>(claimed);
}

Shape checked_shape(std::span<const std::uint64_t> sizes) {
  const auto impossible = [&] { fail(fmt::format("has the impossible shape ({})", fmt::join(sizes, ", "))); };
  if (sizes.size() > Shape::capacity || std::ranges::any_of(sizes, [](auto size) { return size > INT64_MAX; }))
    impossible();
  Shape shape;
  for (const auto size : sizes) shape.push_back(static_cast<std::int64_t>(size));
  try {
    (void)numel(shape);
  } catch (const ShapeError&) {
    impossible();
  }
  return shape;
}

void expect_bytes(const Shape& shape, std::size_t element_size, std::size_t bytes) {
  if (bytes % element_size != 0 || bytes / element_size != static_cast<std::size_t>(numel(shape)))
    fail(fmt::format("shape {} with elements of {} bytes, and {} bytes are there", to_string(shape), element_size,
                     bytes));
}

void expect_unpackable(std::uint64_t unpacked, std::uint64_t packed) {
  if (unpacked / most_unpacking > packed)
    fail(fmt::format("should unpack to {} bytes, more than can come out of {}", unpacked, packed));
}

void expect_tiling(std::vector<Range> ranges, std::uint64_t total) {
  std::ranges::stable_sort(ranges, {}, [](const Range& r) { return std::pair(r.begin, r.end); });
  std::uint64_t place = 0;
  for (const auto& [name, begin, end] : ranges) {
    if (begin > end || end > total) fail(fmt::format("'{}' lies at bytes {} to {} of {}", name, begin, end, total));
    if (begin != place) fail(fmt::format("'{}' starts at byte {}, not {}", name, begin, place));
    place = end;
  }
  if (place != total) fail(fmt::format("its tensors have {} bytes, and {} are there", place, total));
}

void UniqueNames::add(const std::string& name) {
  if (names_.size() == most_entries) fail(fmt::format("has more than {} tensors", most_entries));
  if (!names_.insert(name).second) fail("names '" + name + "' twice");
}

}  // namespace d2l

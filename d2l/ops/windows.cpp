#include "d2l/ops/windows.hpp"

#include <limits>

#include "d2l/core/error.hpp"

namespace d2l {
namespace {

using kernels::Windows;

void expect_between(const char* op, const char* name, Size2d size, std::int64_t least) {
  constexpr std::int64_t most = std::numeric_limits<std::int32_t>::max();  // so that sums of products do not overflow
  for (const auto v : {size.height, size.width})
    if (v < least || v > most)
      throw ValueError(std::string(op) + ": " + name + ' ' + to_string(size) + "; it must be at least " +
                       std::to_string(least) + (v > most ? " and at most " + std::to_string(most) : ""));
}

// Of an axis of n places; fewer than 1 where none fits.
std::int64_t count(std::int64_t n, const Windows& windows, bool ceil_mode) {
  const auto behind_first = n + 2 * windows.padding - windows.extent();  // places; fewer than 0 where it does not fit
  if (n == 0 || behind_first <= -windows.stride) return 0;
  const auto whole = (behind_first + windows.stride) / windows.stride;
  const bool begins_inside = whole * windows.stride < n + windows.padding;
  return whole + (ceil_mode && behind_first % windows.stride != 0 && begins_inside ? 1 : 0);
}

}  // namespace

std::string to_string(Size2d size) {
  return '(' + std::to_string(size.height) + ", " + std::to_string(size.width) + ')';
}

kernels::Windows2d checked_windows(const char* op, Size2d kernel, Size2d stride, Size2d padding, Size2d dilation) {
  expect_between(op, "a kernel of", kernel, 1);
  expect_between(op, "a stride of", stride, 1);
  expect_between(op, "a padding of", padding, 0);
  expect_between(op, "a dilation of", dilation, 1);
  return {.rows = {kernel.height, stride.height, padding.height, dilation.height},
          .columns = {kernel.width, stride.width, padding.width, dilation.width}};
}

Size2d count_windows(const char* op, std::int64_t h, std::int64_t w, const kernels::Windows2d& windows,
                     bool ceil_mode) {
  const auto& [rows, columns] = windows;
  const Size2d counts{count(h, rows, ceil_mode), count(w, columns, ceil_mode)};
  if (counts.height < 1 || counts.width < 1)
    throw ShapeError(std::string(op) + ": a kernel that covers " + to_string(Size2d{rows.extent(), columns.extent()}) +
                     " pixels does not fit into images of " + to_string(Size2d{h, w}) + " with a padding of " +
                     to_string(Size2d{rows.padding, columns.padding}) + " on each side");
  return counts;
}

void expect_images(const char* op, const Shape& shape) {
  if (shape.size() != 4)
    throw ShapeError(std::string(op) + ": images of shape " + to_string(shape) + "; it takes (n, channels, h, w)");
}

}  // namespace d2l

#include "samples.hpp"

#include <cmath>

#include <d2l/ops/ops.hpp>

using namespace d2l;

Tensor<double> sample(const Shape& shape, Range range, int start) {
  const auto x = Tensor<double>::allocate(shape);  // on the CPU, whatever the default device is
  for (std::int64_t i = 0; i < x.numel(); ++i) {
    // The fractional parts of multiples of an irrational number are evenly spread and never equal.
    const double irrational = 0.6180339887498949 * static_cast<double>(i + 31 * start + 1);
    const double fraction = irrational - std::floor(irrational);
    double value = 4 * fraction - 2;
    if (std::abs(value) < 0.01) value = 0.02;
    if (range == Range::positive) value = 0.2 + 3 * fraction;
    if (range == Range::whole) value = std::floor(5 * fraction) - 2;
    x.data_ptr()[i] = value;
  }
  return x;
}

std::vector<Sample> one(Range range) {
  return {{"matrix", {sample({2, 3}, range)}},
          {"vector", {sample({5}, range)}},
          {"three axes", {sample({2, 3, 2}, range)}},
          {"number", {sample({}, range)}},
          {"empty", {sample({0}, range)}},
          {"empty rows", {sample({0, 3}, range)}},
          {"sizes of 1", {sample({1, 1}, range)}},
          {"transposed", {sample({3, 4}, range).t()}},
          {"with steps", {sample({6, 7}, range)(Slice{1, 6, 2}, Slice{0, 7, 3})}},
          {"expanded", {sample({3, 1}, range).expand({3, 4})}},
          {"a row of a column-major matrix", {sample({4, 3}, range).t()[1]}},
          {"less than a warp", {sample({31}, range)}},
          {"more than a block", {sample({1025}, range)}},
          {"33 rows of 37", {sample({33, 37}, range)}},
          {"33 rows of 37, transposed", {sample({37, 33}, range).t()}}};
}

std::vector<Sample> two(Range range) {
  const auto pair = [&](const Shape& a, const Shape& b) { return List<double>{sample(a, range), sample(b, range, 1)}; };
  return {{"equal shapes", pair({2, 3}, {2, 3})},
          {"a row to all rows", pair({2, 3}, {3})},
          {"a row from the left", pair({3}, {2, 3})},
          {"both repeated", pair({2, 1}, {1, 3})},
          {"a number", pair({2, 2}, {})},
          {"two numbers", pair({}, {})},
          {"three axes and two", pair({2, 3, 2}, {3, 1})},
          {"empty", pair({0, 3}, {1, 3})},
          {"size 1", pair({1}, {1})},
          {"transposed", {sample({3, 2}, range).t(), sample({2, 3}, range, 1)}},
          {"both transposed", {sample({3, 2}, range).t(), sample({3, 2}, range, 1).t()}},
          {"with steps", {sample({2, 6}, range)(all, Slice{0, 6, 2}), sample({3, 3}, range, 1)(Slice{1, 3}, all)}},
          {"expanded", {sample({2, 1}, range).expand({2, 3}), sample({2, 3}, range, 1)}},
          {"more than a block", pair({1025}, {1025})},
          {"a row to 33", pair({33, 37}, {37})},
          {"both repeated, 33 rows of 37", pair({33, 1}, {1, 37})},
          {"33 rows of 37, transposed", {sample({37, 33}, range).t(), sample({33, 37}, range, 1)}}};
}

std::vector<Sample> of_shapes(const std::vector<std::vector<Shape>>& lists, Range range) {
  std::vector<Sample> samples;
  for (const auto& shapes : lists) {
    Sample straight, transposed;
    int start = 0;
    bool any_matrix = false;
    for (const auto& shape : shapes) {
      straight.label += to_string(shape) + " ";
      straight.inputs.push_back(sample(shape, range, start));
      const bool matrix = shape.size() == 2;
      any_matrix = any_matrix || matrix;
      transposed.inputs.push_back(matrix ? sample({shape[1], shape[0]}, range, start).t() : straight.inputs.back());
      ++start;
    }
    transposed.label = straight.label + "transposed";
    samples.push_back(straight);
    if (any_matrix) samples.push_back(transposed);
  }
  return samples;
}

Tensor<double> scattered(const Tensor<double>& x) {
  Dims reversed, axes;
  for (std::int64_t axis = x.dim(); axis-- > 0;) {
    reversed.push_back(2 * x.size(axis));
    axes.push_back(axis);
  }
  auto view = full<double>(reversed, -77).permute(axes);
  for (std::int64_t axis = 0; axis < x.dim(); ++axis) view = view.slice(axis, 0, INT64_MAX, 2);
  view.copy_(x);
  return view;
}

std::vector<Sample> none() { return {{"no input", {}}}; }

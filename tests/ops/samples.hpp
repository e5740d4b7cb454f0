#pragma once

#include <d2l/ops/ops.hpp>

#include "record.hpp"

/// Where the numbers of samples lie. None is near to a kink of abs, relu, clamp or max, and no two are equal, but for
/// `whole`: few whole numbers, many of them equal.
enum class Range { any, positive, whole };

/// A tensor of fixed numbers; another `start` gives others.
Tensor<double> sample(const Shape& shape, Range range = Range::any, int start = 0);

/// The same numbers with gaps between them, and the axes in the opposite order in memory.
Tensor<double> scattered(const Tensor<double>& x);

/// The samples in another type.
template <class T>
List<T> converted(const List<double>& inputs) {
  List<T> result;
  for (const auto& x : inputs) result.push_back(x.template to<T>());
  return result;
}

/// One tensor: matrix, vector, number, empty, of sizes 1, transposed, with steps, expanded, of sizes that end within
/// the warps and blocks of a GPU.
std::vector<Sample> one(Range range = Range::any);
/// Two tensors: of equal shapes, broadcast in every way, strided, empty, of such sizes.
std::vector<Sample> two(Range range = Range::any);
/// One tensor for each shape, also transposed where it is a matrix.
std::vector<Sample> of_shapes(const std::vector<std::vector<Shape>>& shapes, Range range = Range::any);
/// No tensors: for an op that makes one.
std::vector<Sample> none();

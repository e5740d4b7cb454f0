#pragma once

#include "record.hpp"

/// Where the numbers of samples lie. None is near to a kink of abs, relu, clamp or max, and no two are equal, but for
/// `whole`: few whole numbers, many of them equal.
enum class Range { any, positive, whole };

/// A tensor of fixed numbers; another `start` gives others.
Tensor<double> sample(const Shape& shape, Range range = Range::any, int start = 0);

/// One tensor: matrix, vector, number, empty, of sizes 1, transposed, with steps, expanded.
std::vector<Sample> one(Range range = Range::any);
/// Two tensors: of equal shapes, broadcast in every way, strided, empty.
std::vector<Sample> two(Range range = Range::any);
/// One tensor for each shape, also transposed where it is a matrix.
std::vector<Sample> of_shapes(const std::vector<std::vector<Shape>>& shapes, Range range = Range::any);
/// No tensors: for an op that makes one.
std::vector<Sample> none();

#pragma once

#include "trial.hpp"

// Tensors of places along an axis, for the ops that take an index.

/// The size along an axis, 1 where there is no such axis.
std::int64_t size_along(const Operand& x, std::int64_t axis);
/// A tensor of places from 0 to n - 1; rarely one of them is outside.
const Operand& places(Trial& t, const Places& shape, std::int64_t n);
/// A shape for places that mostly fits a tensor x of n along this axis: as many axes, and nowhere longer but along it.
Places shape_of_places(Trial& t, const Operand& x, std::int64_t axis, std::int64_t n);
/// Whether all places are from 0 to n - 1.
bool all_inside(const Operand& index, std::int64_t n);

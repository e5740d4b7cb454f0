#pragma once

#include <string>
#include <utility>
#include <vector>

#include "d2l/core/tensor.hpp"

namespace d2l {

/// Tensors with the names that a reader knows them by.
template <class T>
using NamesOf = std::vector<std::pair<std::string, Tensor<T>>>;

/// The graph by which `y` was computed, in Graphviz's language DOT (section 2.3): a box for each leaf, an ellipse for
/// each op, with their names and shapes, and arrows in the order of computing; backward goes against them. What
/// requires no grad is not on the tape, and so not shown. Throws AutogradError where `y` requires no grad, or where its
/// graph has been freed by backward.
template <class T>
std::string to_dot(const Tensor<T>& y, const NamesOf<T>& names = {});

}  // namespace d2l

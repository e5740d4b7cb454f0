#pragma once

#include "d2l/autograd/node.hpp"
#include "d2l/core/tensor.hpp"

namespace d2l {

/// Walks the tape from `x`, at which `gradient` arrives, back to the leaves: each Node after all that were computed
/// from it, without recursion. Frees what was kept for the gradients as it goes, unless `retain_graph`. (The reverse
/// mode of automatic differentiation, section 2.3.) Throws AutogradError, ShapeError.
template <class T>
void backward(const Tensor<T>& x, const Tensor<T>& gradient, bool retain_graph = false);

/// Backward from a scalar, whose own gradient is 1.
template <class T>
void backward(const Tensor<T>& x, bool retain_graph = false);

/// Called by a Node when its first gradient arrives: puts it in line.
void join_backward(Node* node);

/// The name of the op whose gradient is being computed, "" outside a backward.
const char* step_under_way();

}  // namespace d2l

#pragma once

#include "d2l/core/tensor.hpp"

// Views follow their base. A base and all views of it are one memory, so a recorded write through any of them changes
// what all the others show, and with it what their gradient is. The base's Node is where this is kept: after a write
// through a view it is a `copy_slices`, whose gradient goes to the write for the part that was written and to what the
// base was before for the rest. A view whose Node is older than that takes a new one when it is used, an `as_strided`
// of the base. Both know the view only by where it lies in the base, offset and strides, whatever ops it came by.
// (PyTorch does the same: its CopySlices.)
namespace d2l {

/// Makes `view`, a new tensor over x's memory, follow what x is a view of, or x itself.
template <class T>
void follow(const Tensor<T>& view, const Tensor<T>& x);

/// `view` as a tensor that is no view: for a result that an op has brought into shape, whose base nobody else sees.
template <class T>
Tensor<T> by_itself(Tensor<T> view) {
  view.impl().base = {};
  view.impl().made_without_grad = false;
  return view;
}

/// To be called when `view`, which follows a base, has been given the Node of a write into it: puts the write into the
/// base's history.
template <class T>
void write_into_base(const Tensor<T>& view);

}  // namespace d2l

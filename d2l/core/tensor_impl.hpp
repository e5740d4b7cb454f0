#pragma once

#include <cstddef>
#include <cstdint>

#include "d2l/core/ref.hpp"
#include "d2l/core/shape.hpp"
#include "d2l/core/storage.hpp"

namespace d2l {

class Node;  // a step on the tape: d2l/autograd/node.hpp
void intrusive_ptr_add_ref(Node* node);
void intrusive_ptr_release(Node* node);

/// What a tensor handle points to: which part of which memory it shows, and its place in the graph.
struct TensorImpl {
  Ref<Storage> storage;
  std::int64_t offset = 0, numel = 1;
  Shape shape;
  Strides strides;
  bool contiguous = true;
  bool made_without_grad = false;  ///< a view that was taken under NoGrad
  std::uint32_t refs = 0;
  /// How many writes were recorded, through this tensor or a view of it; for a view, how many of its base's writes its
  /// Node knows of. (d2l/autograd/view_history.hpp)
  std::uint32_t writes = 0;
  Ref<TensorImpl> base;  ///< what this is a view of, itself no view; none for a tensor that is no view
  Ref<Node> node;

  static void* operator new(std::size_t bytes);
  static void operator delete(void* block) noexcept;
  friend void intrusive_ptr_add_ref(TensorImpl* p) { ++p->refs; }
  friend void intrusive_ptr_release(TensorImpl* p) {
    if (--p->refs == 0) dispose(p);
  }

 private:
  static void dispose(TensorImpl* p);
};

}  // namespace d2l

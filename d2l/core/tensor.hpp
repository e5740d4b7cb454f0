#pragma once

#include <concepts>
#include <cstdint>
#include <functional>
#include <initializer_list>
#include <iosfwd>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "d2l/core/device.hpp"
#include "d2l/core/element.hpp"
#include "d2l/core/error.hpp"
#include "d2l/core/index.hpp"
#include "d2l/core/tensor_impl.hpp"

namespace d2l {

/// Says that a reduced axis stays, with size 1: `X.sum(1, keepdim)`.
inline constexpr bool keepdim = true;

/// Says that backward keeps the graph, for another backward through it: `y.backward(retain_graph)`.
inline constexpr bool retain_graph = true;

template <class T>
class Part;
template <class T>
class ElementRef;
template <class T>
class Tensor;

/// The same values as elements of type U. (d2l/ops/copy.hpp)
template <class U, class T>
Tensor<U> to(const Tensor<T>& x);

/// An array of numbers with up to eight axes: a strided view of shared memory on a device, and a place in the graph of
/// autograd. A Tensor is a cheap handle: copying it copies no elements, `clone()` does. (Section 2.2.)
///
/// The members that compute are short forms of the functions of the same name in d2l/ops, where each is described:
/// `X.sum(0)` is `sum(X, 0)`. A trailing underscore means that the tensor is changed in place, as in the book. The
/// members are those that the book uses; what is not here is a function only.
template <class T = float>
class Tensor {
 public:
  using value_type = T;

  /// No tensor at all; `defined()` is false, and every use of it an error.
  Tensor() = default;
  Tensor(const Tensor&) = default;
  Tensor(Tensor&&) noexcept = default;
  ~Tensor() = default;
  /// The name now means the other tensor; nothing is copied. Only for names: `x.data() = y` would change nothing, so it
  /// does not compile. (`x[0] = y` copies: see Part.)
  Tensor& operator=(const Tensor&) & = default;
  Tensor& operator=(Tensor&&) & noexcept = default;
  /// A view of `storage`: element (i, j, …) lies `offset + i·strides[0] + j·strides[1] + …` elements into it.
  Tensor(Ref<Storage> storage, std::int64_t offset, const Shape& shape, const Strides& strides);
  /// New memory, not initialised. Throws ShapeError, MemoryError.
  static Tensor allocate(const Shape& shape, Device device = {});

  // --- what it is
  bool defined() const { return static_cast<bool>(impl_); }
  const Shape& shape() const { return impl().shape; }
  const Shape& size() const { return impl().shape; }
  /// The size along one axis; negative axes count from the end.
  std::int64_t size(std::int64_t axis) const { return shape()[normalize_axis("size", axis, dim())]; }
  const Strides& strides() const { return impl().strides; }
  std::int64_t dim() const { return shape().size(); }
  std::int64_t numel() const { return impl().numel; }
  std::int64_t storage_offset() const { return impl().offset; }
  /// Whether the elements lie in row-major order without gaps.
  bool is_contiguous() const { return impl().contiguous; }
  Device device() const { return impl().storage->device(); }
  const Ref<Storage>& storage() const { return impl().storage; }
  /// The first element's address on its device; the others follow by `strides()`. Writes through it bypass autograd: no
  /// gradient learns of them.
  T* data_ptr() const { return reinterpret_cast<T*>(impl().storage->data()) + impl().offset; }
  /// Whether both are the very same tensor.
  bool is(const Tensor& other) const { return impl_ == other.impl_; }
  TensorImpl& impl() const {
    if (!impl_) throw_undefined();
    return *impl_;
  }
  /// Whether nobody else can see this handle or its memory.
  bool unshared() const { return impl_ && impl_->refs == 1 && impl_->storage->use_count() == 1; }

  // --- its elements
  /// The value of a tensor with a single element; a GPU is waited for. Throws ShapeError for more or fewer.
  T item() const;
  /// The element at (i, j, …), to read or write; a write is an op in place, for autograd, too.
  /// Throws IndexError, and DeviceError for a tensor on a GPU.
  template <std::integral... I>
  ElementRef<T> at(I... indices) const;
  /// All elements in row-major order.
  std::vector<T> to_vector() const;
  /// The i-th part along the first axis, a view: changing it changes this tensor. `X[i] = y` copies y into it.
  Part<T> operator[](std::int64_t i) const;
  /// A view by indices, one for each of the first axes, positions or slices: `X(all, 2)`, `X(Slice{1, 3}, all) = 0`.
  template <class... I>
  requires(std::constructible_from<Index, I> && ...)
  Part<T> operator()(I... indices) const;
  Part<T> index(std::initializer_list<Index> indices) const;

  // --- its place in the graph (section 2.3; d2l/autograd)
  Tensor& requires_grad_(bool on = true) requires std::floating_point<T>;
  bool requires_grad() const { return static_cast<bool>(node()); }
  /// The step on the tape that this tensor is the output of, or its leaf; none where no gradient is wanted. A view that
  /// is older than a recorded write into its base takes its new place first.
  const Ref<Node>& node() const {
    if constexpr (std::floating_point<T>)
      if (const auto& i = impl(); i.base && i.writes != i.base->writes) follow_base();
    return impl().node;
  }
  bool is_leaf() const;
  /// The gradient that `backward()` has accumulated; not `defined()` before the first. Throws AutogradError for an
  /// op's output, which keeps none unless `retain_grad()` was called.
  Tensor grad() const requires std::floating_point<T>;
  /// Forgets the gradient, so that the next backward starts afresh.
  void clear_grad() const requires std::floating_point<T>;
  /// The name of the op that made this tensor, "" for a leaf.
  const char* grad_fn() const;
  void backward(bool retain_graph = false) const requires std::floating_point<T>;
  /// Backward from a tensor that is not a scalar: `gradient`, of this tensor's shape, is what arrives there.
  void backward(const Tensor& gradient, bool retain_graph = false) const requires std::floating_point<T>;
  /// The same memory, outside the graph.
  Tensor detach() const;
  /// As detach(): what the book writes as `x.data`. (The address is `data_ptr()`.)
  Tensor data() const { return detach(); }
  /// Keeps the gradient of an op's output, too.
  const Tensor& retain_grad() const requires std::floating_point<T>;
  /// Calls `hook` with the gradient when backward arrives here; what it returns goes on in its place.
  void register_hook(std::function<Tensor(const Tensor&)> hook) const requires std::floating_point<T>;

  // --- other shapes of the same memory (d2l/ops/view.hpp)
  Tensor view(const Shape& shape) const;
  Tensor reshape(const Shape& shape) const;
  Tensor flatten(std::int64_t first = 0, std::int64_t last = -1) const;
  Tensor squeeze() const;
  Tensor squeeze(std::int64_t axis) const;
  Tensor unsqueeze(std::int64_t axis) const;
  Tensor transpose(std::int64_t a, std::int64_t b) const;
  Tensor t() const;
  Tensor permute(const Dims& axes) const;
  Tensor expand(const Shape& shape) const;

  // --- parts of the same memory (d2l/ops/slicing.hpp)
  Part<T> select(std::int64_t axis, std::int64_t i) const;
  Part<T> slice(std::int64_t axis, std::int64_t begin, std::int64_t end = INT64_MAX, std::int64_t step = 1) const;
  std::vector<Tensor> split(std::int64_t size, std::int64_t axis = 0) const;

  // --- copies (d2l/ops/copy.hpp)
  Tensor clone() const;
  Tensor contiguous() const;
  template <Element U>
  Tensor<U> to() const {
    return d2l::to<U>(*this);
  }
  Tensor to(Device device) const;
  /// `to(Device{})`: the same on the CPU.
  Tensor cpu() const;
  const Tensor& copy_(const Tensor& source) const;
  const Tensor& fill_(T value) const;
  const Tensor& zero_() const { return fill_(T(0)); }

  // --- new tensors of this one's type and device (d2l/ops/creation.hpp)
  Tensor new_empty(const Shape& shape) const;
  Tensor new_zeros(const Shape& shape) const;
  Tensor new_ones(const Shape& shape) const;
  Tensor new_full(const Shape& shape, T value) const;

  // --- elementwise (d2l/ops/arithmetic.hpp, elementwise.hpp)
  Tensor exp() const requires std::floating_point<T>;
  Tensor log() const requires std::floating_point<T>;
  Tensor sqrt() const requires std::floating_point<T>;
  Tensor abs() const requires Number<T>;
  Tensor neg() const requires Number<T>;
  Tensor square() const requires Number<T>;
  Tensor tanh() const requires std::floating_point<T>;
  Tensor sigmoid() const requires std::floating_point<T>;
  Tensor relu() const requires std::floating_point<T>;
  Tensor pow(double exponent) const requires std::floating_point<T>;
  Tensor clamp(T low, T high) const requires Number<T>;
  Tensor add(const Tensor& other) const requires Number<T>;
  Tensor sub(const Tensor& other) const requires Number<T>;
  Tensor mul(const Tensor& other) const requires Number<T>;
  Tensor div(const Tensor& other) const requires std::floating_point<T>;

  const Tensor& add_(const Tensor& other) const requires Number<T>;
  const Tensor& add_(Value<T> other) const requires Number<T>;
  const Tensor& sub_(const Tensor& other) const requires Number<T>;
  const Tensor& sub_(Value<T> other) const requires Number<T>;
  const Tensor& mul_(const Tensor& other) const requires Number<T>;
  const Tensor& mul_(Value<T> other) const requires Number<T>;
  const Tensor& div_(const Tensor& other) const requires std::floating_point<T>;
  const Tensor& div_(Value<T> other) const requires std::floating_point<T>;
  /// As add_ and so on, of a tensor or a plain number.
  const Tensor& operator+=(const auto& other) const requires requires { add_(other); }
  {
    return add_(other);
  }
  const Tensor& operator-=(const auto& other) const requires requires { sub_(other); }
  {
    return sub_(other);
  }
  const Tensor& operator*=(const auto& other) const requires requires { mul_(other); }
  {
    return mul_(other);
  }
  const Tensor& operator/=(const auto& other) const requires requires { div_(other); }
  {
    return div_(other);
  }
  const Tensor& exp_() const requires std::floating_point<T>;
  const Tensor& log_() const requires std::floating_point<T>;
  const Tensor& sqrt_() const requires std::floating_point<T>;
  const Tensor& abs_() const requires Number<T>;
  const Tensor& neg_() const requires Number<T>;
  const Tensor& square_() const requires Number<T>;
  const Tensor& tanh_() const requires std::floating_point<T>;
  const Tensor& sigmoid_() const requires std::floating_point<T>;
  const Tensor& relu_() const requires std::floating_point<T>;
  const Tensor& pow_(double exponent) const requires std::floating_point<T>;
  const Tensor& clamp_(T low, T high) const requires Number<T>;

  // --- random in place (d2l/ops/random.hpp)
  const Tensor& uniform_(double from = 0, double to = 1) const requires std::floating_point<T>;
  const Tensor& normal_(double mean = 0, double std = 1) const requires std::floating_point<T>;
  const Tensor& bernoulli_(double p = 0.5) const;

  // --- reductions (d2l/ops/reduction.hpp); sums of integers and bools are int64
  using Sum = std::conditional_t<std::floating_point<T>, T, std::int64_t>;
  Tensor<Sum> sum() const;
  Tensor<Sum> sum(std::int64_t axis, bool keepdim = false) const;
  Tensor<Sum> sum(const Dims& axes, bool keepdim = false) const;
  Tensor mean() const requires std::floating_point<T>;
  Tensor mean(std::int64_t axis, bool keepdim = false) const requires std::floating_point<T>;
  Tensor mean(const Dims& axes, bool keepdim = false) const requires std::floating_point<T>;
  Tensor norm() const requires std::floating_point<T>;
  Tensor max() const requires Number<T>;
  std::pair<Tensor, Tensor<std::int64_t>> max(std::int64_t axis, bool keepdim = false) const requires Number<T>;
  Tensor<std::int64_t> argmax() const requires Number<T>;
  Tensor<std::int64_t> argmax(std::int64_t axis, bool keepdim = false) const requires Number<T>;

  // --- products and gathering (d2l/ops/matmul.hpp, indexing.hpp)
  Tensor matmul(const Tensor& other) const requires std::floating_point<T>;
  Tensor mm(const Tensor& other) const requires std::floating_point<T>;
  Tensor mv(const Tensor& other) const requires std::floating_point<T>;
  Tensor dot(const Tensor& other) const requires std::floating_point<T>;
  Tensor index_select(std::int64_t axis, const Tensor<std::int64_t>& index) const;
  Tensor gather(std::int64_t axis, const Tensor<std::int64_t>& index) const;

 private:
  T* address_of(const Dims& indices) const;
  void follow_base() const  // d2l/autograd/view_history.cpp
      requires std::floating_point<T>;
  [[noreturn]] static void throw_undefined();

  Ref<TensorImpl> impl_;
};

/// The same elements, shape and strides in memory of the CPU: x itself where it lies there, else a copy outside the
/// graph.
template <class T>
Tensor<T> on_cpu(const Tensor<T>& x);

}  // namespace d2l

#include "d2l/core/out.hpp"   // where an op may write its result
#include "d2l/core/part.hpp"  // what indexing gives

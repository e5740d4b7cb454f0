#include "d2l/autograd/view_history.hpp"

#include <device_kinds.hpp>
#include <string>

#include "d2l/autograd/record.hpp"
#include "d2l/kernels/copy.hpp"

namespace d2l {
namespace {

// Where a view lies in its base: what both gradients need, since a gradient of the base is laid out as the base is.
struct Place {
  explicit Place(const TensorImpl& view)
      : offset(view.offset - view.base->offset),
        shape(view.shape),
        strides(view.strides),
        base_strides(view.base->strides) {}

  // Memory for a gradient of the base: all from its first to its last element.
  template <class T>
  Tensor<T> whole(const Shape& base_shape, Device device) const {
    std::int64_t reach = numel(base_shape) == 0 ? 0 : 1;
    for (std::int64_t axis = 0; axis < base_shape.size() && reach > 0; ++axis)
      reach += (base_shape[axis] - 1) * base_strides[axis];
    const auto memory = Tensor<T>::allocate({reach}, device);
    kernels::fill(memory, T(0));
    return Tensor<T>(memory.storage(), 0, base_shape, base_strides);
  }
  template <class T>
  Tensor<T> part(const Tensor<T>& whole) const {
    return Tensor<T>(whole.storage(), whole.storage_offset() + offset, shape, strides);
  }

  std::int64_t offset;
  Shape shape;
  Strides strides, base_strides;
};

// The gradient of a part whose elements repeat along some axes: the sum over them, once.
template <class T>
void add_up(const Tensor<T>& part, const Tensor<T>& d, const Dims& repeated) {
  auto shape = d.shape();
  for (const auto axis : repeated) shape[axis] = 1;
  const auto total = Tensor<T>::allocate(shape, d.device());
  kernels::on(d, [&](auto device) { kernels::sum(device, total, d, repeated); });
  kernels::copy(Tensor<T>(part.storage(), part.storage_offset(), shape, part.strides()), total);
}

// record() for an op of whose inputs there is no tensor, only the Nodes.
template <class T, std::size_t N, class Gradient>
void record_between(const std::array<Ref<Node>, N>& from, TensorImpl& tensor, const char* name,
                    const Gradient& gradient) {
  auto inputs = std::apply([](const auto&... node) { return std::array{Input<T>(node)...}; }, from);
  put_on_tape(tensor.node, new OpNode<T, std::array<Input<T>, N>, Gradient>(
                               name, tensor.shape, tensor.storage->device(), false, std::move(inputs), gradient));
}

}  // namespace

template <class T>
void follow(const Tensor<T>& view, const Tensor<T>& x) {
  if (!views_follow()) return;
  x.node();  // its own place first
  auto &impl = view.impl(), &from = x.impl();
  impl.base = from.base ? from.base : Ref<TensorImpl>(&from);
  impl.writes = impl.base->writes;
  impl.made_without_grad = !grad_enabled() || from.made_without_grad;
}

template <class T>
void write_into_base(const Tensor<T>& view) {
  auto& impl = view.impl();
  auto& base = *impl.base;
  record_between<T>(std::array{base.node, impl.node}, base, "copy_slices",
                    [place = Place(impl)](const Tensor<T>& d, const Input<T>& before, const Input<T>& written) {
                      const bool is_own = d.unshared() && d.strides() == place.base_strides;
                      const auto whole = is_own ? d : place.whole<T>(d.shape(), d.device());
                      if (!is_own) kernels::copy(whole, d);
                      const auto part = place.part(whole);
                      written.accumulate(kernels::copied(part));
                      if (!before.wants_grad()) return;
                      kernels::fill(part, T(0));
                      before.accumulate(whole);
                    });
  ++base.writes;  // from now on the view has its gradient by way of the base, as all others have
}

template <class T>
void Tensor<T>::follow_base() const requires std::floating_point<T>
{
  auto& i = *impl_;
  const bool is_leaf = i.node && i.node->is_leaf();
  if (i.base->node && (i.made_without_grad || is_leaf)) {
    if (!grad_enabled()) return;
    throw AutogradError(std::string(is_leaf ? "this leaf is a view" : "this view was taken under NoGrad") +
                        ", and a recorded op has changed what it shows (" + i.storage->changed_by() +
                        "), so its gradient would be another tensor's; " +
                        (is_leaf ? "make a leaf of a clone()" : "take the view again, outside NoGrad"));
  }
  i.writes = i.base->writes;
  if (!i.base->node) return;
  record_between<T>(std::array{i.base->node}, i, "as_strided",
                    [place = Place(i)](const Tensor<T>& d, const Input<T>& base) {
                      const auto whole = place.whole<T>(base.shape(), d.device());
                      const auto part = place.part(whole);
                      const auto repeated = repeated_axes(d.shape(), place.strides);
                      if (repeated.empty())
                        kernels::copy(part, d);
                      else
                        add_up(part, d, repeated);
                      base.accumulate(whole);
                    });
}

#define D2L_INSTANTIATE(T)                                  \
  template void follow(const Tensor<T>&, const Tensor<T>&); \
  template void write_into_base(const Tensor<T>&);          \
  template void Tensor<T>::follow_base() const;
D2L_FOR_FLOATS(D2L_INSTANTIATE)

}  // namespace d2l

#include "d2l/core/tensor.hpp"

#include "d2l/core/cuda.hpp"
#include "d2l/core/memory.hpp"

namespace d2l {
namespace {

bool is_row_major(const Shape& shape, const Strides& strides) {
  std::int64_t expected = 1;
  for (auto i = shape.size() - 1; i >= 0; --i) {
    if (shape[i] != 1 && strides[i] != expected) return false;
    expected *= shape[i];
  }
  return true;
}

}  // namespace

void* TensorImpl::operator new(std::size_t bytes) { return take_block(bytes); }
void TensorImpl::operator delete(void* block) noexcept { give_block(block, sizeof(TensorImpl)); }
void TensorImpl::dispose(TensorImpl* p) { delete p; }

template <class T>
Tensor<T>::Tensor(Ref<Storage> storage, std::int64_t offset, const Shape& shape, const Strides& strides)
    : impl_(new TensorImpl) {
  impl_->storage = std::move(storage);
  impl_->offset = offset;
  impl_->numel = d2l::numel(shape);
  impl_->shape = shape;
  impl_->strides = strides;
  impl_->contiguous = impl_->numel == 0 || is_row_major(shape, strides);
}

template <class T>
Tensor<T> Tensor<T>::allocate(const Shape& shape, Device device) {
  std::size_t bytes = 0;
  if (__builtin_mul_overflow(static_cast<std::size_t>(d2l::numel(shape)), sizeof(T), &bytes))
    throw MemoryError("out of memory: a tensor of shape " + to_string(shape) + " has more bytes than can be counted");
  return Tensor(Storage::allocate(bytes, device), 0, shape, row_major(shape));
}

template <class T>
T Tensor<T>::item() const {
  if (numel() != 1)
    throw ShapeError("item: needs a tensor of one element, not of shape " + to_string(shape()) + "; index it first");
  return *on_cpu(*this).data_ptr();
}

template <class T>
T* Tensor<T>::address_of(const Dims& indices) const {
  if (indices.size() != dim())
    throw IndexError("at: a tensor of shape " + to_string(shape()) + " takes " + std::to_string(dim()) +
                     " indices, not " + std::to_string(indices.size()));
  if (device().is_cuda())
    throw DeviceError(
        "at: this tensor is on " + to_string(device()) +
        ", and an element can be referred to only on the CPU; read it by X(i, j).item(), or take X.cpu()");
  std::int64_t position = 0;
  for (std::int64_t axis = 0; axis < dim(); ++axis) {
    const auto i = indices[axis] < 0 ? indices[axis] + shape()[axis] : indices[axis];
    if (i < 0 || i >= shape()[axis])
      throw IndexError("at: index " + std::to_string(indices[axis]) + " at axis " + std::to_string(axis) +
                       " of a tensor of shape " + to_string(shape()));
    position += i * strides()[axis];
  }
  return data_ptr() + position;
}

template <class T>
Tensor<T> on_cpu(const Tensor<T>& x) {
  if (x.device().is_cpu()) return x;
  // All from the first to the last element comes over, what lies between them included.
  std::int64_t first = 0, end = x.numel() == 0 ? 0 : 1;
  for (std::int64_t axis = 0; axis < x.dim() && x.numel() > 0; ++axis) {
    const auto reach = (x.shape()[axis] - 1) * x.strides()[axis];
    (reach < 0 ? first : end) += reach;
  }
  const auto bytes = static_cast<std::size_t>(end - first) * sizeof(T);
  auto storage = Storage::allocate(bytes, Device{});
  if (bytes > 0) cuda::copy(storage->data(), Device{}, x.data_ptr() + first, x.device(), bytes);
  return Tensor<T>(std::move(storage), -first, x.shape(), x.strides());
}

template <class T>
void Tensor<T>::throw_undefined() {
  throw ValueError(
      "this tensor is not defined: it was default-constructed, or is a gradient before the first backward");
}

#define D2L_INSTANTIATE(T)                                                              \
  template Tensor<T>::Tensor(Ref<Storage>, std::int64_t, const Shape&, const Strides&); \
  template Tensor<T> Tensor<T>::allocate(const Shape&, Device);                         \
  template T Tensor<T>::item() const;                                                   \
  template T* Tensor<T>::address_of(const Dims&) const;                                 \
  template Tensor<T> on_cpu(const Tensor<T>&);                                          \
  template void Tensor<T>::throw_undefined();
D2L_FOR_ELEMENTS(D2L_INSTANTIATE)

}  // namespace d2l

#include "d2l/ops/copy.hpp"

#include <algorithm>
#include <cmath>

#include "d2l/autograd/record.hpp"
#include "d2l/core/cuda.hpp"
#include "d2l/kernels/copy.hpp"
#include "d2l/ops/destination.hpp"
#include "d2l/ops/reduction.hpp"

namespace d2l {
namespace {

template <class T>
void expect_broadcasts(const char* op, const Tensor<T>& target, const Tensor<T>& source) {
  if (source.shape() != target.shape() && broadcast(op, target.shape(), source.shape()) != target.shape())
    throw ShapeError(std::string(op) + ": a tensor of shape " + to_string(source.shape()) +
                     " does not fit into one of shape " + to_string(target.shape()));
}

// |p - q|; of integers without a way through double, which has not all of them.
template <class T>
double distance(T p, T q) {
  if constexpr (std::floating_point<T>)
    return std::abs(static_cast<double>(p) - static_cast<double>(q));
  else
    return static_cast<double>(static_cast<std::uint64_t>(std::max(p, q)) - static_cast<std::uint64_t>(std::min(p, q)));
}

// What is equal is close, infinities too; else nothing is close to an infinity or to NaN.
template <class T>
bool is_close(T p, T q, double rtol, double atol) {
  if (p == q) return true;
  const auto d = distance(p, q);
  return std::isfinite(d) && d <= atol + rtol * std::abs(static_cast<double>(q));
}

}  // namespace

template <class T>
Tensor<T> clone(const Tensor<T>& x) {
  const auto y = kernels::copied(x);
  if constexpr (std::floating_point<T>)
    record("clone", y, {edge(x)}, [](const Tensor<T>& dy, const Input<T>& x) { x.accumulate(dy); });
  return y;
}

template <class T>
Tensor<T> contiguous(const Tensor<T>& x) {
  return x.is_contiguous() ? x : clone(x);
}

template <class U, class T>
Tensor<U> to(const Tensor<T>& x) {
  if constexpr (std::same_as<T, U>) {
    return x;
  } else {
    const auto y = Tensor<U>::allocate(x.shape(), x.device());
    kernels::copy(y, x);
    if constexpr (std::floating_point<T> && std::floating_point<U>)
      record<U, T>("to", y, {edge(x)}, [](const Tensor<U>& dy, const Input<T>& x) { x.accumulate(to<T>(dy)); });
    return y;
  }
}

template <class T>
Tensor<T> to(const Tensor<T>& x, Device device) {
  if (x.device() == device) return x;
  expect_device(device);
  const auto row_major = contiguous(x.detach());
  const auto y = Tensor<T>::allocate(x.shape(), device);
  const auto bytes = static_cast<std::size_t>(x.numel()) * sizeof(T);
  if (bytes > 0) cuda::copy(y.data_ptr(), device, row_major.data_ptr(), x.device(), bytes);
  if constexpr (std::floating_point<T>)
    record("to", y, {edge(x)}, [](const Tensor<T>& dy, const Input<T>& x) { x.accumulate(to(dy, x.device())); });
  return y;
}

namespace {

// The old values of a tensor are gone, so nothing depends on them any more.
template <class T>
void accumulate_zeros(const Input<T>& old) {
  if (!old.wants_grad()) return;
  const auto zero = Tensor<T>::allocate(old.shape(), old.device());
  kernels::fill(zero, T(0));
  old.accumulate(zero);
}

}  // namespace

template <class T>
const Tensor<T>& copy_(const Tensor<T>& target, const Tensor<T>& source) {
  expect_broadcasts("copy_", target, source);
  expect_changeable("copy_", target, source);
  const auto here = to(source.detach(), target.device());
  kernels::copy(target, apart(here, target));
  if constexpr (std::floating_point<T>)
    record("copy_", target, {edge(target), edge(source)},
           [](const Tensor<T>& dy, const Input<T>& old, const Input<T>& source) {
             accumulate_zeros(old);
             if (source.wants_grad()) source.accumulate(sum_to(to(dy, source.device()), source.shape()));
           });
  mark_changed("copy_", target);
  return target;
}

template <class T>
const Tensor<T>& fill_(const Tensor<T>& target, T value) {
  expect_changeable("fill_", target);
  kernels::fill(target, value);
  if constexpr (std::floating_point<T>)
    record("fill_", target, {edge(target)}, [](const Tensor<T>&, const Input<T>& old) { accumulate_zeros(old); });
  mark_changed("fill_", target);
  return target;
}

template <class T>
bool allclose(const Tensor<T>& x, const Tensor<T>& y, double rtol, double atol) {
  if (x.shape() != y.shape())
    throw ShapeError("allclose: the shapes " + to_string(x.shape()) + " and " + to_string(y.shape()) + " differ");
  const auto a = x.to_vector(), b = y.to_vector();
  for (std::size_t i = 0; i < a.size(); ++i)
    if (!is_close<T>(a[i], b[i], rtol, atol)) return false;
  return true;
}

template <class T>
std::vector<T> Tensor<T>::to_vector() const {
  const auto x = d2l::contiguous(on_cpu(detach()));
  return std::vector<T>(x.data_ptr(), x.data_ptr() + x.numel());
}

#define D2L_INSTANTIATE(T)                                                    \
  template Tensor<T> clone(const Tensor<T>&);                                 \
  template Tensor<T> contiguous(const Tensor<T>&);                            \
  template Tensor<T> to(const Tensor<T>&, Device);                            \
  template const Tensor<T>& copy_(const Tensor<T>&, const Tensor<T>&);        \
  template const Tensor<T>& fill_(const Tensor<T>&, T);                       \
  template bool allclose(const Tensor<T>&, const Tensor<T>&, double, double); \
  template std::vector<T> Tensor<T>::to_vector() const;
D2L_FOR_ELEMENTS(D2L_INSTANTIATE)

// (The preprocessor does not go through one list within itself.)
#define D2L_INSTANTIATE_TO(U)                            \
  template Tensor<U> to<U>(const Tensor<float>&);        \
  template Tensor<U> to<U>(const Tensor<double>&);       \
  template Tensor<U> to<U>(const Tensor<std::int64_t>&); \
  template Tensor<U> to<U>(const Tensor<std::uint8_t>&); \
  template Tensor<U> to<U>(const Tensor<bool>&);
D2L_FOR_ELEMENTS(D2L_INSTANTIATE_TO)

}  // namespace d2l

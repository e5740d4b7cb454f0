#include "d2l/ops/random.hpp"

#include "d2l/autograd/record.hpp"
#include "d2l/core/distributions.hpp"
#include "d2l/ops/copy.hpp"
#include "d2l/ops/creation.hpp"
#include "d2l/ops/layout.hpp"

namespace d2l {
namespace {

template <class T>
std::span<T> elements(const Tensor<T>& x) {
  return {x.data_ptr(), static_cast<std::size_t>(x.numel())};
}

// Draws are made on the host, in the order in which the elements lie in memory, wherever the tensor lies.
template <class T, class Fill>
Tensor<T> drawn(const Shape& shape, const Fill& fill, Device device = default_device()) {
  const auto x = Tensor<T>::allocate(shape);
  fill(elements(x));
  return to(x, device);
}

// A new tensor in the order of x's memory.
template <class T, class Fill>
Tensor<T> drawn_like(const Tensor<T>& x, const Fill& fill) {
  const auto y = in_order_of(x, Device{});
  fill(y);
  return to(y, x.device());
}

// A refused draw takes nothing from the stream.
template <class T, class Fill>
const Tensor<T>& draw_(const char* op, const Tensor<T>& x, const Fill& fill) {
  expect_changeable(op, x);
  return copy_(x, drawn_like(x, [&](const Tensor<T>& y) { fill(elements(y)); }));
}

// PyTorch draws normals in blocks only for memory that is contiguous.
template <class T>
void draw_normal(bool contiguous, std::span<T> to, double mean, double std, Generator& generator) {
  (contiguous ? fill_normal<T> : fill_normal_singly<T>)(to, mean, std, generator);
}

}  // namespace

template <std::floating_point T>
Tensor<T> rand(const Shape& shape, Generator& generator) {
  return drawn<T>(shape, [&](std::span<T> to) { fill_uniform(to, 0, 1, generator); });
}
template <std::floating_point T>
Tensor<T> randn(const Shape& shape, Generator& generator) {
  return normal<T>(0, 1, shape, generator);
}
template <std::floating_point T>
Tensor<T> normal(double mean, double std, const Shape& shape, Generator& generator) {
  return drawn<T>(shape, [&](std::span<T> to) { fill_normal(to, mean, std, generator); });
}
template <class T>
Tensor<T> randint(std::int64_t low, std::int64_t high, const Shape& shape, Generator& generator) {
  return drawn<T>(shape, [&](std::span<T> to) { fill_randint(to, low, high, generator); });
}
Tensor<std::int64_t> randperm(std::int64_t n, Generator& generator) {
  return drawn<std::int64_t>({n}, [&](std::span<std::int64_t> to) { fill_randperm(to, generator); });
}
template <std::floating_point T>
Tensor<T> bernoulli(const Tensor<T>& p, Generator& generator) {
  const auto probabilities = contiguous(on_cpu(p.detach()));
  return drawn<T>(
      p.shape(), [&](std::span<T> to) { fill_bernoulli(to, std::span<const T>(elements(probabilities)), generator); },
      p.device());
}
template <std::floating_point T>
Tensor<T> rand_like(const Tensor<T>& x, Generator& generator) {
  return drawn_like(x, [&](const Tensor<T>& y) { fill_uniform(elements(y), 0, 1, generator); });
}
template <std::floating_point T>
Tensor<T> randn_like(const Tensor<T>& x, Generator& generator) {
  return drawn_like(x, [&](const Tensor<T>& y) { draw_normal(y.is_contiguous(), elements(y), 0, 1, generator); });
}

template <class T>
const Tensor<T>& Tensor<T>::uniform_(double from, double to) const requires std::floating_point<T>
{
  return draw_("uniform_", *this, [&](std::span<T> values) { fill_uniform(values, from, to, default_generator()); });
}
template <class T>
const Tensor<T>& Tensor<T>::normal_(double mean, double std) const requires std::floating_point<T>
{
  return draw_("normal_", *this,
               [&](std::span<T> values) { draw_normal(is_contiguous(), values, mean, std, default_generator()); });
}
template <class T>
const Tensor<T>& Tensor<T>::bernoulli_(double p) const {
  return draw_("bernoulli_", *this, [&](std::span<T> values) { fill_bernoulli(values, p, default_generator()); });
}

#define D2L_INSTANTIATE_FLOAT(T)                                       \
  template Tensor<T> rand(const Shape&, Generator&);                   \
  template Tensor<T> randn(const Shape&, Generator&);                  \
  template Tensor<T> normal(double, double, const Shape&, Generator&); \
  template Tensor<T> bernoulli(const Tensor<T>&, Generator&);          \
  template Tensor<T> rand_like(const Tensor<T>&, Generator&);          \
  template Tensor<T> randn_like(const Tensor<T>&, Generator&);         \
  template const Tensor<T>& Tensor<T>::uniform_(double, double) const; \
  template const Tensor<T>& Tensor<T>::normal_(double, double) const;
D2L_FOR_FLOATS(D2L_INSTANTIATE_FLOAT)

#define D2L_INSTANTIATE_NUMBER(T) template Tensor<T> randint(std::int64_t, std::int64_t, const Shape&, Generator&);
D2L_FOR_NUMBERS(D2L_INSTANTIATE_NUMBER)

#define D2L_INSTANTIATE(T) template const Tensor<T>& Tensor<T>::bernoulli_(double) const;
D2L_FOR_ELEMENTS(D2L_INSTANTIATE)

}  // namespace d2l

#include "d2l/ops/masking.hpp"

#include <string>

#include "d2l/ops/arithmetic.hpp"
#include "d2l/ops/creation.hpp"
#include "d2l/ops/elementwise_op.hpp"
#include "d2l/ops/indexing.hpp"
#include "d2l/ops/view.hpp"

namespace d2l {

namespace formulas {

struct Where {
  static constexpr const char* name = "where";
  template <class T>
  constexpr T operator()(bool condition, T x, T y) const {
    return condition ? x : y;
  }
};

// `value` where the mask is `filled`, else x.
template <class T>
struct FillWhere {
  static constexpr const char* name = "masked_fill";
  bool filled;
  T value;
  constexpr T operator()(T x, bool mask) const { return mask == filled ? value : x; }
};

}  // namespace formulas

namespace {

// The gradient that flows to the elements for which the mask is not `filled`.
template <class T>
void accumulate_unless(bool filled, const Input<T>& x, const Tensor<T>& dy, const Tensor<bool>& mask) {
  if (x.wants_grad()) x.accumulate(sum_to(mapped(formulas::FillWhere<T>{filled, T(0)}, dy, mask), x.shape()));
}

template <class T>
void record_filled(const char* name, const Tensor<T>& x, const Tensor<T>& y, const Tensor<bool>& mask) {
  if constexpr (std::floating_point<T>)
    record(name, y, {edge(x)}, [mask = Saved<bool>(mask)](const Tensor<T>& dy, const Input<T>& x) {
      accumulate_unless(true, x, dy, *mask);
    });
}

// How far right of the main diagonal each element of x's matrices stands.
template <class T>
Tensor<std::int64_t> diagonals(const char* op, const Tensor<T>& x) {
  if (x.dim() < 2)
    throw ShapeError(std::string(op) + ": a tensor of shape " + to_string(x.shape()) +
                     " is no matrix; it needs two axes or more");
  const auto count_to = [&](std::int64_t n) { return arange<std::int64_t>(0, n, 1, x.device()); };
  return sub(count_to(x.size(-1)), unsqueeze(count_to(x.size(-2)), 1));
}

}  // namespace

template <class T>
Tensor<T> where(const Tensor<bool>& condition, const Tensor<T>& x, const Tensor<T>& y) {
  expect_same_device("where", x, y, condition);
  const auto shape = broadcast("where", condition.shape(), broadcast("where", x.shape(), y.shape()));
  const auto z = Tensor<T>::allocate(shape, x.device());
  kernels::map(formulas::Where(), z, condition, x, y);
  if constexpr (std::floating_point<T>)
    record("where", z, {edge(x), edge(y)},
           [condition = Saved<bool>(condition)](const Tensor<T>& dz, const Input<T>& x, const Input<T>& y) {
             accumulate_unless(false, x, dz, *condition);
             accumulate_unless(true, y, dz, *condition);
           });
  return z;
}

template <class T>
Tensor<T> masked_fill(const Tensor<T>& x, const Tensor<bool>& mask, std::type_identity_t<T> value) {
  expect_same_device("masked_fill", x, mask);
  const auto y = Tensor<T>::allocate(broadcast("masked_fill", x.shape(), mask.shape()), x.device());
  kernels::map(formulas::FillWhere<T>{true, value}, y, x, mask);
  record_filled("masked_fill", x, y, mask);
  return y;
}

template <class T>
const Tensor<T>& masked_fill_(const Tensor<T>& x, const Tensor<bool>& mask, std::type_identity_t<T> value) {
  constexpr const char* name = "masked_fill_";
  expect_same_device(name, x, mask);
  if (broadcast(name, x.shape(), mask.shape()) != x.shape())
    throw ShapeError(std::string(name) + ": a tensor of shape " + to_string(x.shape()) +
                     " cannot hold the result, as the mask has shape " + to_string(mask.shape()));
  expect_changeable(name, x);
  kernels::map(formulas::FillWhere<T>{true, value}, x, x, apart(mask, x));
  record_filled(name, x, x, mask);
  mark_changed(name, x);
  return x;
}

template <class T>
Tensor<T> masked_select(const Tensor<T>& x, const Tensor<bool>& mask) {
  expect_same_device("masked_select", x, mask);
  const auto shape = broadcast("masked_select", x.shape(), mask.shape());
  std::vector<std::int64_t> places;
  std::int64_t place = 0;
  for (const bool chosen : expand(mask, shape).to_vector()) {
    if (chosen) places.push_back(place);
    ++place;
  }
  const auto index = to(tensor<std::int64_t>(places, {std::ssize(places)}), x.device());
  return index_select(reshape(expand(x, shape), {numel(shape)}), 0, index);
}

template <class T>
Tensor<T> tril(const Tensor<T>& x, std::int64_t diagonal) {
  return masked_fill(x, diagonals("tril", x) > diagonal, T(0));
}
template <class T>
Tensor<T> triu(const Tensor<T>& x, std::int64_t diagonal) {
  return masked_fill(x, diagonals("triu", x) < diagonal, T(0));
}

#define D2L_INSTANTIATE(T)                                                           \
  template Tensor<T> where(const Tensor<bool>&, const Tensor<T>&, const Tensor<T>&); \
  template Tensor<T> masked_fill(const Tensor<T>&, const Tensor<bool>&, T);          \
  template const Tensor<T>& masked_fill_(const Tensor<T>&, const Tensor<bool>&, T);  \
  template Tensor<T> masked_select(const Tensor<T>&, const Tensor<bool>&);           \
  template Tensor<T> tril(const Tensor<T>&, std::int64_t);                           \
  template Tensor<T> triu(const Tensor<T>&, std::int64_t);
D2L_FOR_ELEMENTS(D2L_INSTANTIATE)

}  // namespace d2l

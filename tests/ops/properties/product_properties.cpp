#include <optional>

#include <d2l/ops/ops.hpp>

#include "property.hpp"
#include "rules.hpp"

using namespace d2l;

// The numbers are such as make no rounding in sums of products, so that the order of adding does not matter.
namespace {

// Σₖ a[.., k] b[k, ..], with b's inner axis first; none where the sizes differ.
Plain product(const Plain& a, const Plain& b) {
  auto shape = a.shape;
  const auto inner = shape.back();
  shape.pop_back();
  const auto rows = std::ssize(shape);
  shape.insert(shape.end(), b.shape.begin() + 1, b.shape.end());
  return make(shape, [&](const Places& place) {
    Places left(place.begin(), place.begin() + rows), right(place.begin() + rows, place.end());
    left.push_back(0);
    right.insert(right.begin(), 0);
    double sum = 0;
    for (std::int64_t k = 0; k < inner; ++k) {
      left.back() = right.front() = k;
      sum += at(a, left) * at(b, right);
    }
    return sum;
  });
}

bool multiply(const Operand& a, const Operand& b) {
  return a.axes() > 0 && b.axes() > 0 && a.shape().back() == b.shape().front();
}

std::int64_t size(Trial& t) { return t.one_of(Places{1, 2, 3, 4, 5, 6, 7, 2, 3, 4, 5, 17, 2, 3, 0}); }
// A shape of so many axes; rarely of another number.
Places shape_of(Trial& t, std::int64_t axes, std::int64_t most = 4) {
  if (t.rarely() && t.rarely()) return t.shape(most);
  Places shape;
  for (; axes > 0; --axes) shape.push_back(size(t));
  return shape;
}
// ... whose axis fits mostly another's.
Places fitting(Trial& t, Places shape, std::size_t axis, const Places& other) {
  if (axis < shape.size() && !other.empty() && !(t.rarely() && t.rarely())) shape[axis] = other.back();
  return shape;
}

// A product of tensors with so many axes (several choices), returned or written into another tensor.
template <class Op>
Property product_of(const char* name, std::vector<Places> axes, std::int64_t most_a, std::int64_t most_b, Op op) {
  return {name, [=](Trial& t) {
            const auto choice = t.one_of(axes);
            const auto type = t.one_of(floats);
            const Operand& a = t.tensor(type, shape_of(t, choice[0]), Values::special);
            const Operand& b = t.tensor(
                type, fitting(t, shape_of(t, choice[1], axes.size() > 1 ? most_b : 4), 0, a.shape()), Values::special);
            const bool fits = multiply(a, b) && a.axes() <= most_a && b.axes() <= most_b &&
                              (axes.size() > 1 || (a.axes() == choice[0] && b.axes() == choice[1]));
            t.refused_if<ShapeError>(!fits);
            const auto right = [&] { return product(a.numbers, b.numbers); };
            if (t.pick(3) < 2) {
              t.expect(
                  right,
                  [&] {
                    return applied(
                        a, [&]<std::floating_point T>(const Tensor<T>& x) { return op(x, b.in<T>(), Out<T>()); });
                  },
                  rounded);
              return;
            }
            const Operand& target = t.tensor(type, t.mostly(fits ? right().shape : a.shape()), Values::exact);
            t.refused_if<ShapeError>(fits && (target.shape() != right().shape || is_expanded(target.tensor)));
            t.changes(target);
            t.expect(
                right,
                [&] {
                  return applied(a, [&]<std::floating_point T>(const Tensor<T>& x) {
                    op(x, b.in<T>(), out(target.in<T>()));
                    return target.in<T>();
                  });
                },
                rounded);
          }};
}

// Batches of matrices, of equally many (bmm) or broadcast (matmul).
template <class Op>
Property batched(const char* name, bool broadcasts_batches, Op op) {
  return {name, [=](Trial& t) {
            const auto type = t.one_of(floats);
            const auto n = size(t), k = size(t), m = size(t);
            const auto in_front = broadcasts_batches ? t.shape(2, 1) : Places{size(t)};
            const auto with = [&](Places shape, std::int64_t rows, std::int64_t columns) {
              shape.insert(shape.end(), {rows, columns});
              return shape;
            };
            const auto beside = broadcasts_batches ? t.beside(in_front) : t.mostly(in_front);
            const Operand& a = t.tensor(type, with(in_front, n, k), Values::exact);
            const Operand& b = t.tensor(type, with(beside, t.rarely() ? size(t) : k, m), Values::exact);
            const auto inner = b.shape()[b.shape().size() - 2];
            t.refused_if<ShapeError>(inner != k || (broadcasts_batches ? !broadcasts(in_front, beside)
                                                                       : beside.size() != 1 || in_front != beside));
            t.expect(
                [&] {
                  return make(with(broadcast(in_front, beside), n, m), [&](const Places& place) {
                    auto left = place, right = place;
                    double sum = 0;
                    for (std::int64_t i = 0; i < k; ++i) {
                      left.back() = right[right.size() - 2] = i;
                      sum += spread(a.numbers, left) * spread(b.numbers, right);
                    }
                    return sum;
                  });
                },
                [&] { return applied(a, [&]<std::floating_point T>(const Tensor<T>& x) { return op(x, b.in<T>()); }); },
                rounded);
          }};
}

void try_linear(Trial& t) {
  const auto type = t.one_of(floats);
  const auto& X = t.tensor(type, shape_of(t, 1 + t.pick(4)), Values::special);
  const auto& W = t.tensor(type, fitting(t, shape_of(t, 2), 1, X.shape()), Values::special);
  const auto* b =
      t.flag("with bias") ? &t.tensor(type, t.mostly({W.axes() > 0 ? W.shape()[0] : 1}), Values::special) : nullptr;
  const bool fits = X.axes() > 0 && W.axes() == 2 && X.shape().back() == W.shape()[1];
  t.refused_if<ShapeError>(!fits || (b && b->shape() != Places{W.shape()[0]}));
  t.expect(
      [&] {
        const auto Wt =
            make({W.shape()[1], W.shape()[0]}, [&](const Places& p) { return at(W.numbers, {p[1], p[0]}); });
        const auto XWt = product(X.numbers, Wt);
        return b ? each_pair(std::plus<double>())({XWt, b->numbers}) : XWt;
      },
      [&] {
        return applied(X, [&]<std::floating_point T>(const Tensor<T>& x) {
          return linear(x, W.in<T>(), b ? b->in<T>() : Tensor<T>());
        });
      },
      rounded);
}

}  // namespace

std::vector<Property> product_properties() {
  const std::vector<Places> any{{2, 2}, {2, 1}, {1, 2}, {1, 1}, {3, 2}, {3, 1}, {4, 2}};
  return {
      product_of("matmul", any, 4, 2, [](const auto& a, const auto& b, const auto& to) { return matmul(a, b, to); }),
      product_of("mm", {{2, 2}}, 2, 2, [](const auto& a, const auto& b, const auto& to) { return mm(a, b, to); }),
      product_of("mv", {{2, 1}}, 2, 1, [](const auto& a, const auto& b, const auto& to) { return mv(a, b, to); }),
      product_of("dot", {{1, 1}}, 1, 1, [](const auto& a, const auto& b, const auto& to) { return dot(a, b, to); }),
      batched("matmul", true, [](const auto& a, const auto& b) { return matmul(a, b); }),
      batched("bmm", false, [](const auto& a, const auto& b) { return bmm(a, b); }),
      {"linear", try_linear},
  };
}

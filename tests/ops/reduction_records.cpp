#include <algorithm>
#include <cmath>
#include <limits>

#include <d2l/ops/ops.hpp>

#include "plain.hpp"
#include "samples.hpp"

using namespace d2l;

namespace {

using Fold = std::function<double(const std::vector<double>&)>;

// Gathers the numbers that share their place along the kept axes, and folds each group into one.
auto over(const Places& axes, bool keep, Fold fold) {
  return [=](const std::vector<Plain>& x) {
    const auto is_reduced = [&](std::size_t axis) {
      const auto a = static_cast<std::int64_t>(axis), dims = std::ssize(x[0].shape);
      return std::ranges::any_of(axes, [&](auto named) { return (named < 0 ? named + dims : named) == a; });
    };
    Places kept_shape, inner_shape;
    for (std::size_t axis = 0; axis < x[0].shape.size(); ++axis) {
      if (!is_reduced(axis)) kept_shape.push_back(x[0].shape[axis]);
      if (is_reduced(axis)) inner_shape.push_back(x[0].shape[axis]);
      if (is_reduced(axis) && keep) kept_shape.push_back(1);
    }
    return make(kept_shape, [&](const Places& kept) {
      const auto group = make(inner_shape, [&](const Places& inner) {
        Places place;
        std::size_t k = 0, i = 0;
        for (std::size_t axis = 0; axis < x[0].shape.size(); ++axis) {
          place.push_back(is_reduced(axis) ? inner[i++] : kept[k]);
          if (!is_reduced(axis) || keep) ++k;
        }
        return at(x[0], place);
      });
      return fold(group.values);
    });
  };
}
auto all_of(Fold fold) {
  return [=](const std::vector<Plain>& x) { return Plain{{}, {fold(x[0].values)}}; };
}

double total(const std::vector<double>& v) {
  double sum = 0;
  for (const auto x : v) sum += x;
  return sum;
}
double average(const std::vector<double>& v) { return total(v) / static_cast<double>(v.size()); }
double length(const std::vector<double>& v) {
  double sum = 0;
  for (const auto x : v) sum += x * x;
  return std::sqrt(sum);
}
double product(const std::vector<double>& v) {
  double result = 1;
  for (const auto x : v) result *= x;
  return result;
}
auto variance(double correction) {
  return [=](const std::vector<double>& v) {
    double sum = 0;
    for (const auto x : v) sum += (x - average(v)) * (x - average(v));
    return sum / (static_cast<double>(v.size()) - correction);
  };
}
double deviation(const std::vector<double>& v) { return std::sqrt(variance(1)(v)); }
double log_of_powers(const std::vector<double>& v) {
  double sum = 0;
  for (const auto x : v) sum += std::exp(x);
  return std::log(sum);
}
double is_any(const std::vector<double>& v) {
  return std::ranges::any_of(v, [](double x) { return x != 0; });
}
double are_all(const std::vector<double>& v) {
  return std::ranges::all_of(v, [](double x) { return x != 0; });
}
double smallest(const std::vector<double>& v) { return *std::ranges::min_element(v); }
double place_of_smallest(const std::vector<double>& v) {
  return static_cast<double>(std::ranges::min_element(v) - v.begin());
}
double largest(const std::vector<double>& v) { return *std::ranges::max_element(v); }
double place_of_largest(const std::vector<double>& v) {
  return static_cast<double>(std::ranges::max_element(v) - v.begin());
}

const std::vector<Sample> matrices = of_shapes({{{3, 4}}, {{1, 1}}, {{5, 1}}, {{70, 3}}, {{33, 37}}, {{2, 1025}}});
const std::vector<Sample> with_empty = of_shapes({{{3, 4}}, {{0, 4}}, {{3, 0}}, {{1, 1}}, {{33, 37}}, {{2, 1025}}});
const std::vector<Sample> blocks{{"three axes", {sample({2, 3, 4})}},
                                 {"permuted", {sample({4, 2, 3}).permute({1, 2, 0})}},
                                 {"of uneven sizes, permuted", {sample({4, 33, 3}).permute({1, 2, 0})}},
                                 {"with steps", {sample({4, 3, 4})(Slice{0, 4, 2}, all, all)}},
                                 {"expanded", {sample({2, 1, 4}).expand({2, 3, 4})}}};
// Two and more elements along each axis.
const std::vector<Sample> many{{"matrix", {sample({3, 4})}},
                               {"transposed", {sample({5, 2}).t()}},
                               {"33 rows of 37", {sample({33, 37})}},
                               {"with steps", {sample({5, 6})(Slice{0, 5, 2}, Slice{1, 6, 2})}}};
const std::vector<Sample> with_zeros{{"one zero", {tensor<double>({2, 0, 4})}},
                                     {"two zeros", {tensor<double>({0, 3, 0, 5})}},
                                     {"zeros in some rows", {tensor<double>({{1, 2, 3}, {0, 2, 3}, {0, 2, 0}})}}};
const std::vector<Sample> filled{{"matrix", {sample({2, 3})}},
                                 {"number", {sample({})}},
                                 {"one", {sample({1, 1})}},
                                 {"transposed", {sample({3, 4}).t()}},
                                 {"33 rows of 37", {sample({33, 37})}},
                                 {"33 rows of 37, transposed", {sample({37, 33}).t()}},
                                 {"with steps", {sample({5, 6})(Slice{0, 5, 2}, Slice{1, 6, 2})}}};

// The truth values as numbers.
template <class Op>
auto counted(Op op) {
  return [=]<class T>(const std::vector<Tensor<T>>& x) { return op(x[0]).template to<T>(); };
}

std::vector<Wrong> no_axis(const char* name, std::function<void()> call) {
  return {wrong<IndexError>("no such axis", std::move(call), name)};
}

}  // namespace

std::vector<Record> reduction_records() {
  return {
      Record{"sum", one(), all_of(total), no_axis("sum", [] { zeros({2, 3}).sum(2); })}
          .numbers([](const auto& x) { return x[0].sum(); })
          .with_out([](const auto& x, const auto& y) { sum(x[0], out(y)); })
          .rounded(),
      Record{"sum",
             with_empty,
             over({0}, false, total),
             {wrong<ShapeError>(
                 "an axis named twice", [] { zeros({2, 3}).sum({0, -2}); }, "sum")}}
          .numbers([](const auto& x) { return x[0].sum(0); })
          .with_out([](const auto& x, const auto& y) { sum(x[0], 0, false, out(y)); })
          .rounded(),
      Record{"sum", with_empty, over({1}, true, total)}
          .numbers([](const auto& x) { return x[0].sum(-1, keepdim); })
          .rounded(),
      Record{"sum", blocks, over({0, 2}, false, total)}
          .numbers([](const auto& x) { return x[0].sum({0, -1}); })
          .rounded(),
      Record{"sum", blocks, over({1}, true, total)}
          .numbers([](const auto& x) { return x[0].sum(1, keepdim); })
          .rounded(),
      Record{"mean", filled, all_of(average), no_axis("mean", [] { zeros({2, 3}).mean(2); })}
          .floats([](const auto& x) { return x[0].mean(); })
          .rounded(),
      Record{"mean", {{"empty", {sample({0})}}}, all_of([](const auto&) { return std::nan(""); })}
          .floats([](const auto& x) { return x[0].detach().mean(); })
          .without_gradient()
          .rounded(),
      Record{"mean", matrices, over({0}, false, average)}.floats([](const auto& x) { return x[0].mean(0); }).rounded(),
      Record{"mean", blocks, over({0, 1}, true, average)}
          .floats([](const auto& x) { return x[0].mean({0, 1}, keepdim); })
          .rounded(),
      Record{"norm", filled, all_of(length)}.floats([](const auto& x) { return x[0].norm(); }).rounded(),
      Record{"norm", blocks, over({1}, false, length), no_axis("norm", [] { norm(zeros({2, 3}), {2}); })}
          .floats([](const auto& x) { return norm(x[0], {1}); })
          .rounded(),
      Record{"max",
             filled,
             all_of(largest),
             {wrong<ValueError>(
                 "empty", [] { zeros({0}).max(); }, "max")}}
          .numbers([](const auto& x) { return x[0].max(); }),
      Record{"max", matrices, over({1}, false, largest), no_axis("max", [] { zeros({2}).max(1); })}.numbers(
          [](const auto& x) { return x[0].max(1).first; }),
      Record{"max", blocks, over({2}, true, largest)}.numbers(
          [](const auto& x) { return x[0].max(-1, keepdim).first; }),
      Record{"max", matrices, over({0}, false, place_of_largest)}
          .doubles([](const auto& x) { return x[0].max(0).second.template to<double>(); })
          .without_gradient(),
      Record{"min",
             filled,
             all_of(smallest),
             {wrong<ValueError>(
                 "empty", [] { min(zeros({0})); }, "min: a tensor of shape (0,) has no smallest element")}}
          .numbers_and_bytes([](const auto& x) { return min(x[0]); }),
      Record{"min", matrices, over({1}, false, smallest), no_axis("min", [] { min(zeros({2}), 1); })}.numbers_and_bytes(
          [](const auto& x) { return min(x[0], 1).first; }),
      Record{"min", blocks, over({2}, true, smallest)}.numbers(
          [](const auto& x) { return min(x[0], -1, keepdim).first; }),
      Record{"min", matrices, over({0}, false, place_of_smallest)}
          .doubles([](const auto& x) { return min(x[0], 0).second.template to<double>(); })
          .without_gradient(),
      Record{"argmin",
             filled,
             all_of(place_of_smallest),
             {wrong<ValueError>(
                 "empty", [] { argmin(zeros({0})); }, "argmin")}}
          .doubles([](const auto& x) { return argmin(x[0]).template to<double>(); })
          .without_gradient(),
      Record{"argmin", of_shapes({{{6, 5}}, {{1, 4}}, {{3, 257}}}, Range::whole), over({1}, true, place_of_smallest),
             no_axis("argmin", [] { argmin(zeros({2}), 1); })}
          .doubles([](const auto& x) { return argmin(x[0], 1, keepdim).template to<double>(); })
          .without_gradient(),
      Record{"prod", one(), all_of(product)}.floats([](const auto& x) { return prod(x[0]); }).rounded(),
      Record{"prod", with_empty, over({0}, false, product), no_axis("prod", [] { prod(zeros({2, 3}), 2); })}
          .floats([](const auto& x) { return prod(x[0], 0); })
          .rounded(),
      Record{"prod", blocks, over({2}, true, product)}
          .numbers([](const auto& x) { return prod(x[0], -1, keepdim); })
          .rounded(),
      Record{"prod", with_zeros, all_of(product)}.numbers([](const auto& x) { return prod(x[0]); }),
      Record{"prod", with_zeros, over({-1}, false, product)}.numbers([](const auto& x) { return prod(x[0], -1); }),
      Record{"var", many, all_of(variance(1))}.floats([](const auto& x) { return var(x[0]); }).rounded(),
      Record{"var", many, over({1}, false, variance(0)), no_axis("var", [] { var(zeros({2, 3}), 2); })}
          .floats([](const auto& x) { return var(x[0], 1, false, Correction{0}); })
          .rounded(),
      Record{"var",
             blocks,
             over({0, 2}, true, variance(1)),
             {wrong<ShapeError>(
                 "an axis named twice", [] { var(zeros({2, 3}), {0, -2}); }, "var")}}
          .floats([](const auto& x) { return var(x[0], {0, -1}, keepdim); })
          .rounded(),
      Record{"std", many, all_of(deviation)}.floats([](const auto& x) { return d2l::std(x[0]); }).rounded(),
      Record{"std", many, over({0}, true, deviation), no_axis("std", [] { d2l::std(zeros({2, 3}), 2); })}
          .floats([](const auto& x) { return d2l::std(x[0], 0, keepdim); })
          .rounded(),
      Record{"std", blocks, over({0, 1}, false, deviation)}
          .floats([](const auto& x) { return d2l::std(x[0], {0, 1}); })
          .rounded(),
      Record{"logsumexp", one(), all_of(log_of_powers)}.floats([](const auto& x) { return logsumexp(x[0]); }).rounded(),
      Record{"logsumexp", with_empty, over({0}, false, log_of_powers),
             no_axis("logsumexp", [] { logsumexp(zeros({2, 3}), 2); })}
          .floats([](const auto& x) { return logsumexp(x[0], 0); })
          .rounded(),
      Record{"logsumexp", blocks, over({0, 2}, true, log_of_powers)}
          .floats([](const auto& x) { return logsumexp(x[0], {0, -1}, keepdim); })
          .rounded(),
      Record{"any", one(Range::whole), all_of(is_any)}
          .all_types(counted([](const auto& x) { return any(x); }))
          .without_gradient(),
      Record{"any", of_shapes({{{6, 5}}, {{0, 4}}, {{40, 2}}}, Range::whole), over({1}, false, is_any),
             no_axis("any", [] { any(zeros({2}), 1); })}
          .all_types(counted([](const auto& x) { return any(x, 1); }))
          .without_gradient(),
      Record{"all_of", one(Range::whole), all_of(are_all)}
          .all_types(counted([](const auto& x) { return d2l::all_of(x); }))
          .without_gradient(),
      Record{"all_of", of_shapes({{{6, 5}}, {{4, 0}}, {{40, 2}}}, Range::whole), over({-1}, true, are_all),
             no_axis("all_of", [] { d2l::all_of(zeros({2}), 1); })}
          .all_types(counted([](const auto& x) { return d2l::all_of(x, -1, keepdim); }))
          .without_gradient(),
      Record{"equal", two(Range::whole),
             [](const std::vector<Plain>& x) {
               return Plain{{}, {x[0].shape == x[1].shape && x[0].values == x[1].values ? 1.0 : 0.0}};
             }}
          .all_types([]<class T>(const std::vector<Tensor<T>>& x) { return full<T>({}, T(equal(x[0], x[1]))); })
          .without_gradient(),
      Record{"argmax",
             filled,
             all_of(place_of_largest),
             {wrong<ValueError>(
                 "empty", [] { zeros({0}).argmax(); }, "argmax")}}
          .doubles([](const auto& x) { return x[0].argmax().template to<double>(); })
          .without_gradient(),
      Record{"argmax", of_shapes({{{6, 5}}, {{1, 4}}, {{3, 257}}}, Range::whole), over({1}, true, place_of_largest),
             no_axis("argmax", [] { zeros({2}).argmax(1); })}
          .doubles([](const auto& x) { return x[0].argmax(1, keepdim).template to<double>(); })
          .without_gradient(),
      Record{"sum_to",
             blocks,
             over({0}, false, total),
             {wrong<ShapeError>(
                 "no broadcast", [] { sum_to(zeros({2, 3}), {2}); }, "sum_to: (2,)")}}
          .floats([](const auto& x) { return sum_to(x[0], {3, 4}); })
          .rounded()
          .without_gradient()  // it is what gradients are made of,
  };
}

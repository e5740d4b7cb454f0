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
const std::vector<Sample> filled{{"matrix", {sample({2, 3})}},
                                 {"number", {sample({})}},
                                 {"one", {sample({1, 1})}},
                                 {"transposed", {sample({3, 4}).t()}},
                                 {"33 rows of 37", {sample({33, 37})}},
                                 {"33 rows of 37, transposed", {sample({37, 33}).t()}},
                                 {"with steps", {sample({5, 6})(Slice{0, 5, 2}, Slice{1, 6, 2})}}};

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

#include <algorithm>
#include <cmath>
#include <numeric>

#include <d2l/ops/ops.hpp>

#include "plain.hpp"
#include "samples.hpp"

using namespace d2l;

namespace {

using Line = std::vector<double>;

// Each line along an axis becomes f of it.
auto along(std::int64_t axis, std::function<Line(const Line&)> f) {
  return [=](const std::vector<Plain>& x) {
    if (x[0].shape.empty()) return Plain{{}, f(x[0].values)};
    const auto a = static_cast<std::size_t>(axis < 0 ? axis + std::ssize(x[0].shape) : axis);
    auto shape = x[0].shape;
    shape[a] = std::ssize(f(Line(static_cast<std::size_t>(shape[a]))));
    return make(shape, [&](Places place) {
      const auto at_place = static_cast<std::size_t>(place[a]);
      Line line;
      for (place[a] = 0; place[a] < x[0].shape[a]; ++place[a]) line.push_back(at(x[0], place));
      return f(line)[at_place];
    });
  };
}

Line running_total(const Line& line) {
  Line result = line;
  std::partial_sum(line.begin(), line.end(), result.begin());
  return result;
}

// Where the first k in order stand; equals keep their order.
auto places(bool from_largest, std::size_t k = SIZE_MAX) {
  return [=](const Line& line) {
    std::vector<std::size_t> order(line.size());
    std::iota(order.begin(), order.end(), 0);
    std::ranges::stable_sort(
        order, [&](std::size_t i, std::size_t j) { return from_largest ? line[i] > line[j] : line[i] < line[j]; });
    return Line(order.begin(), order.begin() + static_cast<std::ptrdiff_t>(std::min(k, order.size())));
  };
}
auto in_order(bool from_largest, std::size_t k = SIZE_MAX) {
  return [=](const Line& line) {
    Line result;
    for (const auto place : places(from_largest, k)(line)) result.push_back(line[static_cast<std::size_t>(place)]);
    return result;
  };
}

const std::vector<Sample> with_empty = of_shapes({{{3, 4}}, {{0, 4}}, {{3, 0}}, {{1, 1}}, {{33, 37}}, {{2, 1025}}});
const std::vector<Sample> wide = of_shapes({{{3, 4}}, {{5, 2}}, {{33, 37}}, {{2, 1025}}});
const std::vector<Sample> blocks{{"three axes", {sample({2, 3, 4})}},
                                 {"permuted", {sample({4, 2, 3}).permute({1, 2, 0})}},
                                 {"with steps", {sample({4, 3, 4})(Slice{0, 4, 2}, all, all)}},
                                 {"expanded", {sample({2, 1, 4}).expand({2, 3, 4})}}};
const std::vector<Sample> few_values = of_shapes({{{300}}, {{6, 5}}, {{3, 257}}}, Range::whole);

std::vector<Wrong> no_axis(const char* name, std::function<void()> call) {
  return {wrong<IndexError>("no such axis", std::move(call), name)};
}

}  // namespace

std::vector<Record> order_records() {
  return {
      Record{"cumsum", one(), along(-1, running_total)}
          .numbers([](const auto& x) { return cumsum(x[0], -1); })
          .rounded(),
      Record{"cumsum", with_empty, along(0, running_total), no_axis("cumsum", [] { cumsum(zeros({2, 3}), 2); })}
          .numbers([](const auto& x) { return cumsum(x[0], 0); })
          .rounded(),
      Record{"cumsum", blocks, along(1, running_total)}
          .numbers([](const auto& x) { return cumsum(x[0], 1); })
          .rounded(),
      Record{"sort", one(), along(-1, in_order(false))}.all_types([](const auto& x) { return sort(x[0]).first; }),
      Record{"sort", with_empty, along(0, in_order(true)), no_axis("sort", [] { sort(zeros({2, 3}), 2); })}.all_types(
          [](const auto& x) { return sort(x[0], 0, descending).first; }),
      Record{"sort", blocks, along(1, in_order(false))}.all_types([](const auto& x) { return sort(x[0], 1).first; }),
      Record{"sort", few_values, along(-1, places(true))}
          .doubles([](const auto& x) { return sort(x[0], -1, descending).second.template to<double>(); })
          .without_gradient(),
      Record{"argsort", few_values, along(0, places(false)), no_axis("argsort", [] { argsort(zeros({2, 3}), 2); })}
          .doubles([](const auto& x) { return argsort(x[0], 0).template to<double>(); })
          .without_gradient(),
      Record{"topk", wide, along(-1, in_order(true, 2))}.numbers_and_bytes(
          [](const auto& x) { return topk(x[0], 2).first; }),
      Record{"topk",
             wide,
             along(0, in_order(false, 1)),
             {wrong<IndexError>(
                  "no such axis", [] { topk(zeros({2, 3}), 1, 2); }, "topk"),
              wrong<ValueError>(
                  "more than there are", [] { topk(zeros({2, 3}), 4); },
                  "topk: k = 4, but along axis -1 of a tensor of shape (2, 3) there are 3 elements"),
              wrong<ValueError>(
                  "fewer than none", [] { topk(zeros({2, 3}), -1); }, "topk: k = -1")}}
          .numbers_and_bytes([](const auto& x) { return topk(x[0], 1, 0, false).first; }),
      Record{"topk", few_values, along(-1, places(true, 3))}
          .doubles([](const auto& x) { return topk(x[0], 3).second.template to<double>(); })
          .without_gradient(),
      Record{"topk", wide, along(1, in_order(true, 0))}.doubles([](const auto& x) { return topk(x[0], 0, 1).first; }),
      Record{"topk", {{"number", {sample({})}}}, along(0, in_order(true))}.floats(
          [](const auto& x) { return topk(x[0], 1).first; }),
  };
}

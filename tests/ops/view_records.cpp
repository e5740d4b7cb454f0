#include <algorithm>

#include <d2l/ops/ops.hpp>

#include "plain.hpp"
#include "samples.hpp"

using namespace d2l;

namespace {

// The same numbers in row-major order, in another shape.
auto reshaped(const Places& shape) {
  return [=](const std::vector<Plain>& x) { return Plain{shape, x[0].values}; };
}
// The numbers at other places: y[place] = x[from(place)].
auto moved(const Places& shape, std::function<Places(const Places&)> from) {
  return [=](const std::vector<Plain>& x) {
    return make(shape, [&](const Places& place) { return at(x[0], from(place)); });
  };
}
std::vector<Sample> shaped(const Shape& shape) { return of_shapes({{shape}}); }
std::vector<Sample> straight(const Shape& shape) { return {{to_string(shape), {sample(shape)}}}; }

template <class Error>
std::vector<Wrong> fails(const char* label, std::function<void()> call, const char* said) {
  return {wrong<Error>(label, std::move(call), said)};
}

}  // namespace

std::vector<Record> view_records() {
  return {
      Record{"view", straight({2, 6}), reshaped({3, 4}),
             fails<ShapeError>(
                 "another number of elements", [] { zeros({2, 3}).view({4}); }, "view")}
          .numbers([](const auto& x) { return x[0].contiguous().view({3, -1}); }),
      Record{"view", straight({0, 6}), reshaped({0, 2, 3}),
             fails<ShapeError>(
                 "strides that forbid it", [] { zeros({2, 3}).t().view({6}); }, "view")}
          .numbers([](const auto& x) { return x[0].contiguous().view({0, 2, 3}); }),
      Record{"reshape", shaped({2, 6}), reshaped({4, 3}),
             fails<ShapeError>(
                 "two sizes of -1", [] { zeros({2, 3}).reshape({-1, -1}); }, "reshape")}
          .numbers([](const auto& x) { return x[0].reshape({4, -1}); }),
      Record{"reshape", straight({1}), reshaped({})}.numbers([](const auto& x) { return x[0].reshape({}); }),
      Record{"flatten", shaped({2, 3}), reshaped({6}),
             fails<IndexError>(
                 "no such axis", [] { zeros({2}).flatten(1); }, "flatten")}
          .numbers([](const auto& x) { return x[0].flatten(); }),
      Record{"flatten", straight({2, 3, 2}), reshaped({2, 6})}.numbers([](const auto& x) { return x[0].flatten(1); }),
      Record{"flatten", straight({}), reshaped({1})}.numbers([](const auto& x) { return x[0].flatten(); }),
      Record{"squeeze", straight({1, 3, 1}), reshaped({3})}.numbers([](const auto& x) { return x[0].squeeze(); }),
      Record{"squeeze", straight({1, 3, 1}), reshaped({1, 3}),
             fails<IndexError>(
                 "no such axis", [] { zeros({1}).squeeze(1); }, "squeeze")}
          .numbers([](const auto& x) { return x[0].squeeze(-1); }),
      Record{"squeeze", shaped({2, 3}), reshaped({2, 3})}.numbers([](const auto& x) { return x[0].squeeze(1); }),
      Record{"unsqueeze", shaped({2, 3}), reshaped({2, 1, 3}),
             fails<IndexError>(
                 "no such place", [] { zeros({1}).unsqueeze(3); }, "unsqueeze")}
          .numbers([](const auto& x) { return x[0].unsqueeze(1); }),
      Record{"unsqueeze", straight({}), reshaped({1})}.numbers([](const auto& x) { return x[0].unsqueeze(-1); }),
      Record{"transpose", straight({2, 3, 4}),
             moved({4, 3, 2}, [](const Places& p) { return Places{p[2], p[1], p[0]}; }),
             fails<IndexError>(
                 "no such axis", [] { zeros({2, 3}).transpose(0, 2); }, "transpose")}
          .numbers([](const auto& x) { return x[0].transpose(0, -1); }),
      Record{"t", shaped({2, 3}), moved({3, 2}, [](const Places& p) { return Places{p[1], p[0]}; }),
             fails<ShapeError>(
                 "three axes", [] { zeros({2, 3, 4}).t(); }, "t: ")}
          .numbers([](const auto& x) { return x[0].t(); }),
      Record{"t", straight({3}), reshaped({3})}.numbers([](const auto& x) { return x[0].t(); }),
      Record{"permute", straight({2, 3, 4}), moved({4, 2, 3}, [](const Places& p) { return Places{p[1], p[2], p[0]}; }),
             fails<ShapeError>(
                 "an axis named twice", [] { zeros({2, 3}).permute({0, 0}); }, "permute")}
          .numbers([](const auto& x) { return x[0].permute({2, 0, 1}); }),
      Record{"expand", straight({3, 1}), moved({2, 3, 4}, [](const Places& p) { return Places{p[1], 0}; }),
             fails<ShapeError>(
                 "a size that is not 1", [] { zeros({2, 3}).expand({4, 3}); }, "expand")}
          .numbers([](const auto& x) { return x[0].expand({2, -1, 4}); }),
      Record{"select", shaped({3, 4}), moved({3}, [](const Places& p) { return Places{p[0], 2}; }),
             fails<IndexError>(
                 "no such place", [] { zeros({2, 3}).select(1, 3); }, "select")}
          .numbers([](const auto& x) { return x[0].select(1, -2); }),
      Record{"select", shaped({3, 4}), moved({4}, [](const Places& p) { return Places{1, p[0]}; }),
             fails<IndexError>(
                 "no such row", [] { (void)zeros({2, 3})[2]; }, "2")}
          .numbers([](const auto& x) { return x[0][1]; }),
      Record{"slice", shaped({3, 7}), moved({3, 3}, [](const Places& p) { return Places{p[0], 1 + 2 * p[1]}; }),
             fails<ValueError>(
                 "a step of 0", [] { zeros({2}).slice(0, 0, 2, 0); }, "slice")}
          .numbers([](const auto& x) { return x[0].slice(1, 1, -1, 2); }),
      Record{"slice", shaped({3, 4}), moved({2, 1}, [](const Places& p) { return Places{1 + p[0], 3}; }),
             fails<IndexError>(
                 "too many indices", [] { (void)zeros({2})(all, all); }, "")}
          .numbers([](const auto& x) { return x[0](Slice{1, 100}, Slice{-1}); }),
      Record{"slice", shaped({3, 4}), moved({0, 4}, [](const Places& p) { return p; })}.numbers(
          [](const auto& x) { return x[0].slice(0, 2, 1); }),
      Record{"split", shaped({2, 5}), moved({2, 1}, [](const Places& p) { return Places{p[0], 4}; }),
             fails<ValueError>(
                 "pieces of no size", [] { zeros({2}).split(0); }, "split")}
          .numbers([](const auto& x) { return x[0].split(2, 1).back(); }),
  };
}

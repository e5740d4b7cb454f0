#include <limits>
#include <utility>

#include "comparisons.hpp"

using namespace d2l;

namespace {

// The shape with size 1 along these axes.
Shape reduced(Shape shape, const Dims& axes) {
  for (const auto axis : axes) shape[axis] = 1;
  return shape;
}

// Shapes and axes: whole, rows, columns, the middle; few and many of each, and so many that they are reduced in two
// stages.
const std::vector<std::pair<Shape, Dims>> reductions{
    {{}, {}},          {{1}, {0}},      {{1025}, {0}},     {{33, 37}, {0, 1}}, {{33, 37}, {0}},  {{33, 37}, {1}},
    {{3, 257}, {1}},   {{257, 3}, {0}}, {{1025, 2}, {1}},  {{2, 1025}, {0}},   {{3, 5, 7}, {1}}, {{3, 5, 7}, {0, 2}},
    {{5, 33, 3}, {1}}, {{40000}, {0}},  {{3, 20000}, {1}}, {{20000, 3}, {0}},  {{6, 6}, {}}};

template <class T>
void sum_of() {
  using S = typename Tensor<T>::Sum;
  constexpr auto of_sum = (std::same_as<S, double> ? 20 : 1) * rounding<S>;  // terms cancel; floats are added in double
  const auto add_up = [](const Dims& axes) {
    return [&axes](auto device, const auto& y, const auto& x) { kernels::sum(device, y, x, axes); };
  };
  for (const auto& [shape, axes] : reductions)
    for (const auto& x : layouts<T>(shape))
      for (const auto& y : layouts<S>(reduced(shape, axes)))
        BOOST_TEST_CONTEXT(to_string(shape) << " over " << to_string(axes))
  compare(of_sum, add_up(axes), y, x);
  compare(exact, add_up({0}), numbers<S>({1, 3}), numbers<T>({0, 3}));
  compare(exact, add_up({0}), numbers<S>({1, 0}), numbers<T>({3, 0}));
  compare(rounding<S>, add_up({1}), numbers<S>({4, 1}), numbers<T>({4, 1}).expand({4, 33}));
}

template <class T>
void prod_of() {
  using S = typename Tensor<T>::Sum;
  const auto multiply = [](const Dims& axes) {
    return [&axes](auto device, const auto& y, const auto& x) { kernels::prod(device, y, x, axes); };
  };
  for (const auto& [shape, axes] : reductions)
    for (const auto& x : layouts<T>(shape)) BOOST_TEST_CONTEXT(to_string(shape) << " over " << to_string(axes))
  compare(rounding<S>, multiply(axes), numbers<S>(reduced(shape, axes)), x);
  compare(exact, multiply({0}), numbers<S>({1, 3}), numbers<T>({0, 3}));
}

template <class T>
void max_of() {
  const auto find = [](const Dims& axes) {
    return [&axes](auto device, const auto& values, const auto& places, const auto& x) {
      kernels::max(device, values, places, x, axes);
    };
  };
  for (const auto& [shape, axes] : reductions)
    for (const auto& x : layouts<T>(shape))
      for (const auto& values : layouts<T>(reduced(shape, axes)))
        BOOST_TEST_CONTEXT(to_string(shape) << " over " << to_string(axes))
  compare(exact, find(axes), values, numbers<std::int64_t>(reduced(shape, axes)), x);
  if constexpr (std::floating_point<T>) {
    auto x = numbers<T>({6, 300});
    x.at(0, 7) = x.at(0, 290) = std::numeric_limits<T>::quiet_NaN();
    x.at(1, 3) = std::numeric_limits<T>::infinity();
    x[2].fill_(-std::numeric_limits<T>::infinity());
    x[3].fill_(T(4));
    compare(exact, find({1}), numbers<T>({6, 1}), numbers<std::int64_t>({6, 1}), x);
  }
}

// Shapes, and an axis: lines of one element, of a part of a block of threads, of several blocks; few and many of them.
const std::vector<std::pair<Shape, std::int64_t>> lines{{{}, 0},           {{1}, 0},       {{31}, 0},
                                                        {{5000}, 0},       {{33, 257}, 1}, {{257, 33}, 0},
                                                        {{3, 1025, 2}, 1}, {{0, 3}, 1},    {{3, 0}, 1}};

template <class T>
void cumsum_of() {
  using S = typename Tensor<T>::Sum;
  for (const auto& [shape, axis] : lines)
    for (const bool backwards : {false, true})
      for (const auto& x : layouts<T>(shape))
        for (const auto& y : layouts<S>(shape))
          compare(
              100 * rounding<S>,
              [axis = axis, backwards](auto device, const auto& to, const auto& from) {
                kernels::cumsum(device, to, from, axis, backwards);
              },
              y, x);
}

template <class T>
void cumprod_of() {
  for (const auto& [shape, axis] : lines)
    for (const bool backwards : {false, true})
      for (const auto& x : layouts<T>(shape))
        compare(
            rounding<double>,
            [axis = axis, backwards](auto device, const auto& to, const auto& from) {
              kernels::cumprod(device, to, from, axis, backwards);
            },
            numbers<double>(shape), x);
}

template <class T>
void argsort_of() {
  const auto compare_rows = [](const Tensor<T>& x) {
    for (const bool descending : {false, true})
      compare(
          exact,
          [descending](auto device, const auto& places, const auto& from) {
            kernels::argsort(device, places, from, descending);
          },
          numbers<std::int64_t>(x.shape()), x);
  };
  for (const auto n : {1, 2, 3, 31, 33, 257, 1024, 1025}) compare_rows(numbers<T>({3, n}));
  compare_rows(numbers<T>({300, 5}));
  compare_rows(full<T>({2, 300}, T(1)));
  if constexpr (std::floating_point<T>) {
    auto x = numbers<T>({2, 300});
    for (const auto i : {7, 100, 299}) x.at(0, i) = std::numeric_limits<T>::quiet_NaN();
    for (const auto i : {0, 150}) x.at(0, i) = -std::numeric_limits<T>::infinity();
    compare_rows(x);
  }
}

}  // namespace

Comparisons reduction_comparisons() {
  return {
      {"sum",
       [] { sum_of<float>(), sum_of<double>(), sum_of<std::int64_t>(), sum_of<std::uint8_t>(), sum_of<bool>(); }},
      {"prod",
       [] { prod_of<float>(), prod_of<double>(), prod_of<std::int64_t>(), prod_of<std::uint8_t>(), prod_of<bool>(); }},
      {"max", [] { max_of<float>(), max_of<double>(), max_of<std::int64_t>(), max_of<std::uint8_t>(); }},
      {"cumsum",
       [] {
         cumsum_of<float>(), cumsum_of<double>(), cumsum_of<std::int64_t>(), cumsum_of<std::uint8_t>();
         cumsum_of<bool>();
       }},
      {"cumprod", [] { cumprod_of<float>(), cumprod_of<double>(); }},
      {"argsort",
       [] {
         argsort_of<float>(), argsort_of<double>(), argsort_of<std::int64_t>(), argsort_of<std::uint8_t>();
         argsort_of<bool>();
       }},
  };
}

#include <cmath>
#include <set>

#include <d2l/core/distributions.hpp>
#include <d2l/ops/ops.hpp>
#include <d2l/ops/random.hpp>

#include "plain.hpp"
#include "samples.hpp"

using namespace d2l;

// That the numbers are PyTorch's is tested in tests/core/distributions_test.cpp. Here: an op draws what the
// distribution of its name does, in the shape asked for. (Into what order of memory: layout_test.cpp.)
namespace {

template <class T = double, class Fill>
auto drawn(Places shape, Fill fill) {
  return [=](const std::vector<Plain>&) {
    Generator generator(11);
    std::size_t n = 1;
    for (const auto size : shape) n *= static_cast<std::size_t>(size);
    std::vector<T> values(n);
    fill(std::span<T>(values), generator);
    return Plain{shape, {values.begin(), values.end()}};
  };
}

template <class Draw>
auto seeded(Draw draw) {
  return [=](const List<double>& x) {
    Generator generator(11);
    return draw(x, generator);
  };
}

Record random(const char* name, std::function<Plain(const std::vector<Plain>&)> reference,
              std::function<Tensor<double>(const List<double>&)> op, std::vector<Wrong> wrongs = {},
              std::vector<Sample> samples = none()) {
  return Record{name, std::move(samples), std::move(reference), std::move(wrongs)}
      .doubles(std::move(op))
      .without_gradient();
}

std::vector<double> doubles(std::size_t n, Generator& generator) {
  std::vector<double> values(n);
  fill_uniform<double>(values, 0, 1, generator);
  return values;
}

// For each draw the first place up to which the probabilities come to more.
Plain with_replacement(const std::vector<Plain>& p) {
  Generator generator(11);
  return make({p[0].shape[0], 6}, [&, u = 0.0](const Places& place) mutable {
    u = doubles(1, generator)[0];
    double total = 0, up_to = 0;
    const auto n = p[0].shape[1];
    for (std::int64_t j = 0; j < n; ++j) total += at(p[0], {place[0], j});
    std::int64_t j = -1;
    do up_to += at(p[0], {place[0], ++j});
    while (j + 1 < n && up_to / total < u);
    return static_cast<double>(j);
  });
}
// The places by p / -log(1 - u), the largest first.
Plain without_replacement(const std::vector<Plain>& p) {
  Generator generator(11);
  const auto u = doubles(p[0].values.size(), generator);
  return make({3}, [&, taken = std::set<std::size_t>()](const Places&) mutable {
    std::size_t best = p[0].values.size();
    double most = -1;
    for (std::size_t i = 0; i < u.size(); ++i)
      if (const auto race = p[0].values[i] / -std::log(1 - u[i]); !taken.contains(i) && race > most) {
        best = i;
        most = race;
      }
    taken.insert(best);
    return static_cast<double>(best);
  });
}

const auto uniform = [](std::span<double> x, Generator& g) { fill_uniform<double>(x, 0, 1, g); };
const auto standard = [](std::span<double> x, Generator& g) { fill_normal<double>(x, 0, 1, g); };

}  // namespace

std::vector<Record> random_records() {
  const std::vector<Sample> matrix{{"matrix", {sample({4, 5})}}, {"transposed", {sample({5, 4}).t()}}};
  return {
      random("rand", drawn({3, 7}, uniform), seeded([](const auto&, Generator& g) { return rand<double>({3, 7}, g); })),
      random("randn", drawn({3, 7}, standard),
             seeded([](const auto&, Generator& g) { return randn<double>({3, 7}, g); })),
      random("randn", drawn({5}, standard), seeded([](const auto&, Generator& g) { return randn<double>({5}, g); })),
      random("normal", drawn({20}, [](auto x, Generator& g) { fill_normal<double>(x, 2, 0.1, g); }),
             seeded([](const auto&, Generator& g) { return normal<double>(2, 0.1, {20}, g); }),
             {wrong<ValueError>(
                 "a negative deviation", [] { normal(0, -1, {2}); }, "normal")}),
      random("randint",
             drawn<std::int64_t>({20}, [](auto x, Generator& g) { fill_randint<std::int64_t>(x, -3, 9, g); }),
             seeded([](const auto&, Generator& g) { return randint(-3, 9, {20}, g).to<double>(); }),
             {wrong<ValueError>(
                 "an empty range", [] { randint(3, 3, {2}); }, "randint")}),
      random("randperm", drawn<std::int64_t>({20}, [](auto x, Generator& g) { fill_randperm(x, g); }),
             seeded([](const auto&, Generator& g) { return randperm(20, g).to<double>(); }),
             {wrong<ShapeError>(
                 "a negative number", [] { randperm(-1); }, "negative size")}),
      random("bernoulli",
             drawn({20}, [](auto x, Generator& g) { fill_bernoulli<double>(x, std::vector<double>(20, 0.3), g); }),
             seeded([](const auto&, Generator& g) { return bernoulli(full<double>({20}, 0.3), g); }),
             {wrong<ValueError>(
                 "a probability above 1", [] { bernoulli(full({2}, 1.5)); }, "bernoulli")}),
      random("multinomial", without_replacement,
             seeded([](const auto& x, Generator& g) { return multinomial(x[0], 3, false, g).template to<double>(); }),
             {wrong<ShapeError>(
                  "a number", [] { multinomial(ones({}), 1); }, "multinomial"),
              wrong<ValueError>(
                  "no draws", [] { multinomial(ones({2}), 0); }, "multinomial"),
              wrong<ValueError>(
                  "a negative probability", [] { multinomial(tensor({1, -1}), 1); }, "multinomial"),
              wrong<ValueError>(
                  "an infinite probability", [] { multinomial(full({2}, INFINITY), 2, true); }, "multinomial"),
              wrong<ValueError>(
                  "nothing possible", [] { multinomial(zeros({2}), 1, true); }, "multinomial"),
              wrong<ValueError>(
                  "more draws than places", [] { multinomial(tensor({0, 1, 2}), 3); }, "of which 2")},
             {{"a vector", {sample({7}, Range::positive)}}, {"with zeros", {sample({20}).relu()}}}),
      random("multinomial", with_replacement,
             seeded([](const auto& x, Generator& g) { return multinomial(x[0], 6, true, g).template to<double>(); }),
             {},
             {{"two rows", {sample({2, 5}, Range::positive)}}, {"transposed", {sample({5, 2}, Range::positive).t()}}}),
      random("rand_like", drawn({4, 5}, uniform),
             seeded([](const auto& x, Generator& g) { return rand_like(contiguous(x[0]), g); }), {}, matrix),
      random("randn_like", drawn({4, 5}, standard),
             seeded([](const auto& x, Generator& g) { return randn_like(contiguous(x[0]), g); }), {}, matrix),
  };
}

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
      random("rand_like", drawn({4, 5}, uniform),
             seeded([](const auto& x, Generator& g) { return rand_like(contiguous(x[0]), g); }), {}, matrix),
      random("randn_like", drawn({4, 5}, standard),
             seeded([](const auto& x, Generator& g) { return randn_like(contiguous(x[0]), g); }), {}, matrix),
  };
}

#include <algorithm>
#include <cmath>
#include <set>

#include <d2l/ops/ops.hpp>
#include <d2l/ops/random.hpp>

#include "property.hpp"
#include "rules.hpp"

using namespace d2l;

// What holds for every draw. That the numbers are PyTorch's is tested in tests/core/distributions_test.cpp.
namespace {

using Test = std::function<bool(double)>;

// The call must give this shape and numbers of which `is_right` is true, and the same again from the same seed.
void expect_drawn(Trial& t, const Places& shape, const Test& is_right,
                  const std::function<AnyTensor(Generator&)>& draw) {
  const auto seed = static_cast<std::uint64_t>(t.pick(1000));
  const auto seeded = [&] {
    Generator generator(seed);
    return draw(generator);
  };
  t.expect_such(
      [&](const Plain& x) {
        return x.shape == shape && std::ranges::all_of(x.values, is_right) && numbers_of(seeded()).values == x.values;
      },
      seeded);
}

bool is_float32(Trial& t) { return t.flag("float"); }

const Test unit = [](double x) { return 0 <= x && x < 1; };
const Test is_finite = [](double x) { return std::isfinite(x); };

void try_rand(Trial& t) {
  const auto shape = t.note("shape", t.shape());
  const bool single = is_float32(t);
  expect_drawn(t, shape, unit, [&](Generator& g) -> AnyTensor {
    if (single) return rand<float>(dims(shape), g);
    return rand<double>(dims(shape), g);
  });
}

void try_randn(Trial& t) {
  const auto shape = t.note("shape", t.shape());
  const bool single = is_float32(t);
  expect_drawn(t, shape, is_finite, [&](Generator& g) -> AnyTensor {
    if (single) return randn<float>(dims(shape), g);
    return randn<double>(dims(shape), g);
  });
}

void try_normal(Trial& t) {
  const auto shape = t.note("shape", t.shape());
  const bool single = is_float32(t);
  const auto mean = static_cast<double>(t.number("mean", 3));
  const auto std = t.note("std", t.rarely() ? -1 : static_cast<double>(t.pick(4)) / 2);
  t.refused_if<ValueError>(std < 0);
  const Test near = [&](double x) { return std::abs(x - mean) <= 9 * std; };  // 1 in 10^18 are not
  expect_drawn(t, shape, near, [&](Generator& g) -> AnyTensor {
    if (single) return normal<float>(mean, std, dims(shape), g);
    return normal<double>(mean, std, dims(shape), g);
  });
}

void try_randint(Trial& t) {
  const auto shape = t.note("shape", t.shape());
  const bool bytes = t.flag("bytes");
  const auto low = bytes ? t.pick(100) : t.number("low", 50), high = low + 1 + t.pick(100) - (t.rarely() ? 120 : 0);
  t.note("low", static_cast<double>(low)), t.note("high", static_cast<double>(high));
  t.refused_if<ValueError>(low >= high);
  const Test inside = [&](double x) { return static_cast<double>(low) <= x && x < static_cast<double>(high); };
  expect_drawn(t, shape, inside, [&](Generator& g) -> AnyTensor {
    if (bytes) return randint<std::uint8_t>(low, high, dims(shape), g);
    return randint(low, high, dims(shape), g);
  });
}

void try_randperm(Trial& t) {
  const auto n = t.rarely() ? -1 - t.pick(3) : t.pick(50);
  t.note("n", static_cast<double>(n));
  t.refused_if<ShapeError>(n < 0);
  const auto seed = static_cast<std::uint64_t>(t.pick(1000));
  t.expect_such(
      [&](const Plain& x) {
        const std::set<double> all(x.values.begin(), x.values.end());
        return x.shape == Places{n} && std::ssize(all) == n &&
               (n == 0 || (*all.begin() == 0 && *all.rbegin() == static_cast<double>(n - 1)));
      },
      [&] {
        Generator generator(seed);
        return randperm(n, generator);
      });
}

void try_bernoulli(Trial& t) {
  auto numbers = make(t.shape(), [&, i = 0](const Places&) mutable { return i++ % 5 / 4.0; });
  if (!numbers.values.empty() && t.rarely()) numbers.values.back() = t.one_of(std::vector<double>{1.5, -0.5});
  const auto& p = t.tensor(t.one_of(floats), numbers, true);
  t.refused_if<ValueError>(std::ranges::any_of(p.numbers.values, [](double v) { return v < 0 || v > 1; }));
  const auto seed = static_cast<std::uint64_t>(t.pick(1000));
  t.expect_such(
      [&](const Plain& x) {
        bool right = x.shape == p.shape();
        for (std::size_t i = 0; right && i < x.values.size(); ++i) {
          const auto v = x.values[i], chance = p.numbers.values[i];
          right = chance == 0 ? v == 0 : chance == 1 ? v == 1 : v == 0 || v == 1;
        }
        return right;
      },
      [&] {
        return applied(p, [&]<std::floating_point T>(const Tensor<T>& y) {
          Generator generator(seed);
          return bernoulli(y, generator);
        });
      });
}

void try_multinomial(Trial& t) {
  const Places usual = t.flag("rows") ? Places{1 + t.pick(4), 3 + t.pick(6)} : Places{3 + t.pick(6)};
  auto numbers = make(t.rarely() ? t.shape(3) : usual, [&, i = 1](const Places&) mutable { return i++ % 3; });
  if (!numbers.values.empty() && t.rarely()) numbers.values.back() = -1;
  const auto& p = t.tensor(t.one_of(floats), numbers);
  const bool replacement = t.flag("replacement");
  const auto n = t.rarely() ? t.one_of(Places{0, 4}) : 1 + t.pick(2);
  t.note("n", static_cast<double>(n));
  const bool fits = p.axes() == 1 || p.axes() == 2;
  const auto categories = fits ? p.shape().back() : 0, rows = p.axes() == 2 ? p.shape()[0] : 1;
  const auto chance = [&](std::int64_t row, std::int64_t i) {
    return p.numbers.values[static_cast<std::size_t>(row * categories + i)];
  };
  bool possible = true;
  for (std::int64_t row = 0; fits && row < rows; ++row) {
    std::int64_t positive = 0;
    for (std::int64_t i = 0; i < categories; ++i) positive += chance(row, i) > 0;
    possible &= positive >= (replacement ? 1 : n);
  }
  t.refused_if<ShapeError>(!fits);
  t.refused_if<ValueError>(n < 1 || !possible || std::ranges::count(p.numbers.values, -1) > 0);
  const auto seed = static_cast<std::uint64_t>(t.pick(1000));
  t.expect_such(
      [&](const Plain& x) {
        bool right = x.shape == (p.axes() == 1 ? Places{n} : Places{rows, n});
        for (std::int64_t row = 0; right && row < rows; ++row) {
          const auto* const from = x.values.data() + row * n;
          const std::set<double> different(from, from + n);
          right =
              std::all_of(from, from + n, [&](double i) { return chance(row, static_cast<std::int64_t>(i)) > 0; }) &&
              (replacement || std::ssize(different) == n);
        }
        return right;
      },
      [&] {
        return applied(p, [&]<std::floating_point T>(const Tensor<T>& y) {
          Generator generator(seed);
          return multinomial(y, n, replacement, generator);
        });
      });
}

template <class Op>
Property drawn_like(const char* name, const Test& is_right, Op op) {
  return {name, [=](Trial& t) {
            const auto& x = t.tensor(floats, t.shape(), Values::any);
            expect_drawn(t, x.shape(), is_right, [&](Generator& g) { return applied(x, op, &g); });
          }};
}

}  // namespace

std::vector<Property> random_properties() {
  return {
      {"rand", try_rand},
      {"randn", try_randn},
      {"normal", try_normal},
      {"randint", try_randint},
      {"randperm", try_randperm},
      {"bernoulli", try_bernoulli},
      {"multinomial", try_multinomial},
      drawn_like("rand_like", unit,
                 []<std::floating_point T>(const Tensor<T>& x, Generator* g) { return rand_like(x, *g); }),
      drawn_like("randn_like", is_finite,
                 []<std::floating_point T>(const Tensor<T>& x, Generator* g) { return randn_like(x, *g); }),
  };
}

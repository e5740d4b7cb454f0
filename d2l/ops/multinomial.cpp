#include "d2l/ops/multinomial.hpp"

#include <algorithm>
#include <cmath>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "d2l/core/distributions.hpp"
#include "d2l/kernels/nan_order.hpp"
#include "d2l/ops/copy.hpp"
#include "d2l/ops/layout.hpp"
#include "d2l/ops/view.hpp"

namespace d2l {
namespace {

// Evenly distributed from 0 up to 1, with all digits of a double.
std::vector<double> uniform(std::int64_t n, Generator& generator) {
  std::vector<double> numbers(static_cast<std::size_t>(n));
  fill_uniform(std::span(numbers), 0, 1, generator);
  return numbers;
}

template <class T>
using Row = std::vector<T>;

template <class T>
std::vector<Row<T>> rows_of(const Tensor<T>& p) {
  const auto values = p.to_vector();
  std::vector<Row<T>> rows;
  rows.reserve(static_cast<std::size_t>(p.size(0)));
  for (std::int64_t i = 0; i < p.size(0); ++i)
    rows.emplace_back(values.begin() + i * p.size(1), values.begin() + (i + 1) * p.size(1));
  return rows;
}

template <class T>
void expect_distribution(const Row<T>& p, std::int64_t n, bool replacement) {
  for (const auto value : p)
    if (!std::isfinite(value) || value < 0)
      throw ValueError("multinomial: " + std::to_string(value) + " is no probability; give finite ones, 0 or more");
  const auto possible = std::ranges::count_if(p, [](T value) { return value > 0; });
  if (possible < (replacement ? 1 : n))
    throw ValueError("multinomial: " + std::to_string(n) + " draws " + (replacement ? "with" : "without") +
                     " replacement from " + std::to_string(p.size()) + " places, of which " + std::to_string(possible) +
                     " have a probability above 0");
}

// A race: each place arrives at a time that is exponentially distributed, with p as its rate, and the first n win.
// Compared is the inverse of the time. What PyTorch's topk does with equal ones depends on the algorithm, so it is the
// same here.
template <class T>
void race(const Row<T>& p, const Row<T>& times, std::int64_t n, std::int64_t* to) {
  std::vector<std::pair<T, std::int64_t>> runners(p.size());
  for (std::size_t i = 0; i < p.size(); ++i) runners[i] = {p[i] / times[i], static_cast<std::int64_t>(i)};
  const auto is_before = [](const auto& a, const auto& b) { return kernels::is_above(a.first, b.first); };
  const auto last = runners.begin() + n - 1;
  if (n == 1) {
    std::iter_swap(last, std::ranges::min_element(runners, is_before));  // of equal ones the first, as argmax
  } else if (n * 64 <= std::ssize(runners)) {
    std::partial_sort(runners.begin(), runners.begin() + n, runners.end(), is_before);
  } else {
    std::nth_element(runners.begin(), last, runners.end(), is_before);
    std::sort(runners.begin(), last, is_before);
  }
  std::transform(runners.begin(), runners.begin() + n, to, [](const auto& runner) { return runner.second; });
}

// Each draw finds its place in the sums of the probabilities up to each place.
template <class T>
void draw_with_replacement(const Row<T>& p, std::int64_t n, Generator& generator, std::int64_t* to) {
  Row<T> up_to = p;
  for (std::size_t i = 1; i < up_to.size(); ++i) up_to[i] += up_to[i - 1];
  const T total = up_to.back();
  for (auto& sum : up_to) sum /= total;
  up_to.back() = 1;
  std::ranges::transform(uniform(n, generator), to,
                         [&](double u) { return std::ranges::lower_bound(up_to, u) - up_to.begin(); });
}

// Exponentially distributed numbers, drawn in the order of p's memory.
template <class T>
std::vector<Row<T>> exponential_like(const Tensor<T>& p, Generator& generator) {
  const auto times = in_order_of(p, Device{});
  std::ranges::transform(uniform(times.numel(), generator), times.data_ptr(),
                         [](double u) { return static_cast<T>(-std::log(1 - u)); });
  return rows_of(times);
}

}  // namespace

template <std::floating_point T>
Tensor<std::int64_t> multinomial(const Tensor<T>& p, std::int64_t n, bool replacement, Generator& generator) {
  if (p.dim() != 1 && p.dim() != 2)
    throw ShapeError("multinomial: probabilities of shape " + to_string(p.shape()) +
                     "; it takes (categories) or (rows, categories)");
  if (n < 1) throw ValueError("multinomial: " + std::to_string(n) + " draws; it must be at least 1");
  const auto here = on_cpu(p.detach());
  const auto matrix = p.dim() == 1 ? unsqueeze(here, 0) : here;
  const auto rows = rows_of(matrix);
  for (const auto& row : rows) expect_distribution(row, n, replacement);

  const auto lock = lock_draws(generator);  // the draws of all rows are one piece of the stream
  const auto result = Tensor<std::int64_t>::allocate({matrix.size(0), n});
  auto* to = result.data_ptr();
  if (replacement) {
    for (const auto& row : rows) draw_with_replacement(row, n, generator, std::exchange(to, to + n));
  } else {
    const auto times = exponential_like(matrix, generator);
    for (std::size_t i = 0; i < rows.size(); ++i) race(rows[i], times[i], n, std::exchange(to, to + n));
  }
  return d2l::to(p.dim() == 1 ? view(result, {n}) : result, p.device());
}

#define D2L_INSTANTIATE(T) template Tensor<std::int64_t> multinomial(const Tensor<T>&, std::int64_t, bool, Generator&);
D2L_FOR_FLOATS(D2L_INSTANTIATE)

}  // namespace d2l

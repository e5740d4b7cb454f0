// 8.1 Imperative and symbolic programs: docs/08/imperative-symbolic.md
#include <omp.h>

#include <d2l/book/seconds_per_call.hpp>
#include <d2l/book/steps.hpp>
#include <d2l/core/arma.hpp>
#include <d2l/core/memory.hpp>
#include <d2l/d2l.hpp>

#include "replay.hpp"
#include "type_tree.hpp"

using namespace d2l;

namespace {

// The book's example. The C++ compiler has the whole program before it runs, and computes this one itself.
constexpr int add(int a, int b) { return a + b; }
constexpr int fancy_func(int a, int b, int c, int d) {
  const auto e = add(a, b), f = add(c, d);
  return add(e, f);
}
static_assert(fancy_func(1, 2, 3, 4) == 10);

const std::vector<std::int64_t> sizes{1, 4, 16, 64, 256, 1024, 4096, 16384, 65536, 262144, 1048576};

// Seconds for each of the sizes.
struct Curve {
  std::string name;
  std::vector<double> seconds = {};
};

void add_to_record(program::Results& results, const std::string& name, const std::vector<Curve>& curves) {
  program::Results part{{"sizes", std::vector<double>(sizes.begin(), sizes.end())}};
  for (const auto& curve : curves) part.emplace_back(curve.name, curve.seconds);
  results.emplace_back(name, part);
}

// One op on tensors of all sizes, without a record for backward and with one.
std::vector<Curve> time_calls() {
  Curve plain{"x + y"}, recorded{"recorded"};
  for (const auto n : sizes) {
    const auto x = rand({n}), y = rand({n});
    const auto w = rand({n}).requires_grad_();
    plain.seconds.push_back(seconds_per_call([&] { return x + y; }));
    recorded.seconds.push_back(seconds_per_call([&] { return w + y; }));
  }
  return {plain, recorded};
}

// A call costs a + b n, so each of its n numbers costs a/n + b: b alone only where there are many.
void show_calls(const std::vector<Curve>& curves) {
  headline("One op on n numbers, in nanoseconds");
  std::cout << fmt::format("{:>9}{:>14}{:>14}{:>22}\n", "n", curves[0].name, curves[1].name, "x + y, per number");
  for (std::size_t i = 0; i < sizes.size(); ++i) {
    const auto plain = 1e9 * curves[0].seconds[i], recorded = 1e9 * curves[1].seconds[i];
    std::cout << fmt::format("{:>9}{:>14.1f}{:>14.1f}{:>22.3f}\n", sizes[i], plain, recorded,
                             plain / static_cast<double>(sizes[i]));
  }
}

// Op by op: each op makes a tensor, and knows nothing of the next one.
Tensor<> op_by_op(const Tensor<>& x) { return (0.5F * x + 1) * x - 2; }

// In place: a single tensor, but still four loops over it.
const Tensor<>& in_place(const Tensor<>& x, const Tensor<>& z) {
  mul(x, 0.5F, out(z));
  z += 1;
  z *= x;
  return z -= 2;
}

// The whole expression: the operators only note what is to be computed, and the assignment computes it, in one loop.
void by_expression(const arma::fmat& X, arma::fmat& Z) { Z = (0.5F * X + 1.0F) % X - 2.0F; }

// The loop that one would write by hand.
void loop(const Tensor<>& x, const Tensor<>& z) {
  const auto* const from = x.data_ptr();
  auto* const to = z.data_ptr();
  for (std::int64_t i = 0; i < x.numel(); ++i) to[i] = (0.5F * from[i] + 1) * from[i] - 2;
}

void show_expression(program::Results& results) {
  const auto x = rand({1 << 20}).cpu(), z = empty_like(x);
  const auto X = as_arma(x);
  auto Z = as_arma(z);
  using Expression = decltype((0.5F * X + 1.0F) % X - 2.0F);

  headline("What an expression is before it is computed: a type");
  std::cout << type_tree(typeid(Expression)) << '\n';

  headline("And an object that says where the numbers lie, 1048576 of them, and holds none");
  SHOW(sizeof(Expression));
  DO(by_expression(X, Z));
  SHOW(abs(z - op_by_op(x)).max().item());
  results.emplace_back("difference", abs(z - op_by_op(x)).max().item());
}

// In bytes: what a result takes, and what its computation took and gave back on the way.
struct Taken {
  std::size_t result, on_the_way;
};

Taken memory_of(const std::function<Tensor<>()>& compute) {
  release_cached_memory();
  const auto before = memory_use();
  const auto result = compute();
  const auto after = memory_use();
  return {after.in_use - before.in_use, after.cached - before.cached};
}

void show_memory(program::Results& results) {
  const auto x = rand({1 << 20}).cpu();
  headline("Memory for " + std::to_string(x.numel()) + " numbers, in MiB");
  std::cout << fmt::format("{:<16}{:>10}{:>14}\n", "", "result", "temporaries");
  const auto show = [&](const std::string& name, const Taken& taken) {
    const auto mib = [](auto bytes) { return static_cast<double>(bytes) / (1 << 20); };
    std::cout << fmt::format("{:<16}{:>10.1f}{:>14.1f}\n", name, mib(taken.result), mib(taken.on_the_way));
    results.emplace_back("temporaries " + name, taken.on_the_way);
  };
  show("op by op", memory_of([&] { return op_by_op(x); }));
  show("in place", memory_of([&] { return in_place(x, empty_like(x)); }));
}

std::vector<Curve> time_chain() {
  Curve ops{"op by op"}, ops_in_place{"in place"}, whole{"expression"}, hand{"loop"};
  for (const auto n : sizes) {
    const auto x = rand({n}).cpu();
    auto z = empty_like(x);
    const auto X = as_arma(x);
    auto Z = as_arma(z);
    ops.seconds.push_back(seconds_per_call([&] { return op_by_op(x); }));
    ops_in_place.seconds.push_back(seconds_per_call([&] { return in_place(x, z); }));
    whole.seconds.push_back(seconds_per_call([&] {
      by_expression(X, Z);
      return z;
    }));
    hand.seconds.push_back(seconds_per_call([&] {
      loop(x, z);
      return z;
    }));
  }
  return {ops, ops_in_place, whole, hand};
}

void show_chain(const std::vector<Curve>& curves) {
  headline("(0.5 x + 1) x - 2 for n numbers, in nanoseconds");
  std::cout << fmt::format("{:>9}", "n");
  for (const auto& curve : curves) std::cout << fmt::format("{:>12}", curve.name);
  std::cout << fmt::format("{:>18}\n", "ops / expression");
  for (std::size_t i = 0; i < sizes.size(); ++i) {
    std::cout << fmt::format("{:>9}", sizes[i]);
    for (const auto& curve : curves) std::cout << fmt::format("{:>12.1f}", 1e9 * curve.seconds[i]);
    std::cout << fmt::format("{:>18.1f}\n", curves[0].seconds[i] / curves[2].seconds[i]);
  }
}

void draw(const plot::Target& target, const std::vector<Curve>& calls, const std::vector<Curve>& chain) {
  const std::vector<double> n(sizes.begin(), sizes.end());
  plot::Figure figure("What a call costs, and what a whole expression saves");
  auto& left = figure.panel({.title = "one op", .xlabel = "n", .ylabel = "seconds", .log_x = true, .log_y = true});
  for (const auto& curve : calls) left.line(n, curve.seconds, curve.name);
  auto& right =
      figure.panel({.title = "(0.5 x + 1) x - 2", .xlabel = "n", .ylabel = "seconds", .log_x = true, .log_y = true});
  for (const auto& curve : chain) right.line(n, curve.seconds, curve.name);
  figure.save(target);
}

}  // namespace

void lesson(const program::Arguments& args) {
  program::Results results;
  omp_set_num_threads(1);  // to see what calls cost, and not what threads save
  const auto calls = time_calls();
  show_calls(calls);
  add_to_record(results, "one op", calls);

  show_expression(results);
  show_memory(results);
  const auto chain = time_chain();
  show_chain(chain);
  add_to_record(results, "chain", chain);
  if (args.plot) draw(*args.plot, calls, chain);

  omp_set_num_threads(args.threads);
  show_replay(args, results);
  program::save_record(args, {}, results);
}

int main(int argc, char** argv) {
  const auto options =
      program::Options("imperative-symbolic", "Op by op, or the whole expression at once", "8.1").figure();
  return program::run(options, argc, argv, lesson);
}

// The parts of a training step, each alone: bench-kernels (Google Benchmark; its options select and repeat).
#include <benchmark/benchmark.h>

#include <d2l/d2l.hpp>

using namespace d2l;

namespace {

void count_flops(benchmark::State& state, double flops) {
  state.counters["flops"] =
      benchmark::Counter(flops, benchmark::Counter::kIsIterationInvariantRate, benchmark::Counter::kIs1000);
}

// The products of a layer from k to m features, for a batch of n.
void forward_product(benchmark::State& state) {
  const auto n = state.range(0), k = state.range(1), m = state.range(2);
  const auto X = rand({n, k}), W = rand({m, k}), b = zeros({m});
  for (auto _ : state) benchmark::DoNotOptimize(linear(X, W, b));
  count_flops(state, 2.0 * static_cast<double>(n * k * m));
}
void weight_gradient_product(benchmark::State& state) {
  const auto n = state.range(0), k = state.range(1), m = state.range(2);
  const auto X = rand({n, k}), dY = rand({n, m});
  for (auto _ : state) benchmark::DoNotOptimize(matmul(dY.t(), X));
  count_flops(state, 2.0 * static_cast<double>(n * k * m));
}
void layers(benchmark::internal::Benchmark* benchmark) {
  benchmark->Args({256, 784, 10})->Args({256, 784, 256})->Args({256, 256, 256})->Args({256, 256, 10});
}
BENCHMARK(forward_product)->Apply(layers)->UseRealTime();
BENCHMARK(weight_gradient_product)->Apply(layers)->UseRealTime();

void add_of_ten(benchmark::State& state) {
  const auto x = rand({10}), y = rand({10}).requires_grad_();
  for (auto _ : state) benchmark::DoNotOptimize(x + y);
}
BENCHMARK(add_of_ten);

// A matrix and a row, or a column: many short rows.
void add_broadcast(benchmark::State& state) {
  const auto X = rand({256, 100}), y = rand({state.range(0), state.range(1)});
  for (auto _ : state) benchmark::DoNotOptimize(X + y);
}
BENCHMARK(add_broadcast)->Args({1, 100})->Args({256, 1})->UseRealTime();

void linear_regression_step(benchmark::State& state) {
  const auto X = randn({10, 2}), y = randn({10, 1});
  auto w = zeros({2, 1}).requires_grad_(), b = zeros({1}).requires_grad_();
  for (auto _ : state) {
    squared_loss(linreg(X, w, b), y).sum().backward();
    sgd({w, b}, 0.03, 10);
  }
}
BENCHMARK(linear_regression_step);

void rectify(benchmark::State& state) {
  const auto X = randn({256, 256});
  for (auto _ : state) benchmark::DoNotOptimize(relu(X));
}
BENCHMARK(rectify)->UseRealTime();

void drop_out(benchmark::State& state) {
  nn::Dropout layer(0.5);
  const auto X = randn({256, 256});
  for (auto _ : state) benchmark::DoNotOptimize(layer(X));
}
BENCHMARK(drop_out)->UseRealTime();

void bernoulli_mask(benchmark::State& state) {
  const auto X = empty({256, 256});
  for (auto _ : state) X.bernoulli_(0.5);
}
BENCHMARK(bernoulli_mask)->UseRealTime();

void cross_entropy_of_scores(benchmark::State& state) {
  const auto scores = randn({256, 10});
  const auto labels = randint(0, 10, {256});
  for (auto _ : state) benchmark::DoNotOptimize(cross_entropy(scores, labels));
}
BENCHMARK(cross_entropy_of_scores)->UseRealTime();

void batch_of_images(benchmark::State& state) {
  const FashionMnist data(FashionMnist::Split::train, std::nullopt, std::nullopt);
  const auto order = randperm(data.size()).split(256);
  std::size_t i = 0;
  for (auto _ : state) benchmark::DoNotOptimize(data.batch(order[i++ % 200]));
}
BENCHMARK(batch_of_images)->UseRealTime();

void largest_of_ten(benchmark::State& state) {
  const auto scores = randn({200, 256, 10});  // fresh ones each time, as in a training: nothing to learn by heart
  std::int64_t i = 0;
  for (auto _ : state) benchmark::DoNotOptimize(scores[i++ % 200].argmax(1));
}
BENCHMARK(largest_of_ten)->UseRealTime();

// A step of each optimizer: what it costs at least, and how much memory it moves a second, parameter, gradient and
// state, read and written.
template <class Make>
void optimizer_step(benchmark::State& state, const Make& make, int read, int written) {
  const auto p = randn({state.range(0)}).requires_grad_();
  square(p).sum().backward();
  auto optimizer = make(std::vector{p});
  for (auto _ : state) optimizer.step();
  state.SetBytesProcessed(state.iterations() * state.range(0) * 4 * (read + written));
}
using Parameters = std::vector<Tensor<>>;
void sizes(benchmark::internal::Benchmark* benchmark) { benchmark->Arg(10)->Arg(270'000)->UseRealTime(); }
BENCHMARK_CAPTURE(
    optimizer_step, sgd, [](const Parameters& p) { return optim::SGD(p, {.lr = 1e-6}); }, 2, 1)
    ->Apply(sizes);
BENCHMARK_CAPTURE(
    optimizer_step, momentum, [](const Parameters& p) { return optim::SGD(p, {.lr = 1e-6, .momentum = 0.9}); }, 3, 2)
    ->Apply(sizes);
BENCHMARK_CAPTURE(optimizer_step, adagrad, [](const Parameters& p) { return optim::Adagrad(p); }, 3, 2)->Apply(sizes);
BENCHMARK_CAPTURE(optimizer_step, rmsprop, [](const Parameters& p) { return optim::RMSprop(p); }, 3, 2)->Apply(sizes);
BENCHMARK_CAPTURE(
    optimizer_step, centered,
    [](const Parameters& p) { return optim::RMSprop(p, {.momentum = 0.9, .centered = true}); }, 5, 4)
    ->Apply(sizes);
BENCHMARK_CAPTURE(optimizer_step, adadelta, [](const Parameters& p) { return optim::Adadelta(p); }, 4, 3)->Apply(sizes);
BENCHMARK_CAPTURE(optimizer_step, adam, [](const Parameters& p) { return optim::Adam(p); }, 4, 3)->Apply(sizes);
BENCHMARK_CAPTURE(optimizer_step, adamw, [](const Parameters& p) { return optim::AdamW(p); }, 4, 3)->Apply(sizes);

}  // namespace

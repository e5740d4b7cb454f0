// 8.2 Asynchronous computation: docs/08/async.md
#include <algorithm>
#include <array>
#include <functional>
#include <future>
#include <omp.h>

#include <d2l/book/median.hpp>
#include <d2l/book/steps.hpp>
#include <d2l/d2l.hpp>

#include "pipeline.hpp"

using namespace d2l;

namespace {

using Clock = std::chrono::steady_clock;

double seconds_since(Clock::time_point start) { return std::chrono::duration<double>(Clock::now() - start).count(); }

// Seconds until the call of a product has returned, and until a number of the result has been read.
std::pair<double, double> time_product(std::int64_t n) {
  const auto A = rand({n, n}), B = rand({n, n});
  mm(A, B)(0, 0).item();  // what is done only the first time is not counted
  std::vector<double> returned, read;
  for (int i = 0; i < 9; ++i) {
    check_interrupt();
    const auto start = Clock::now();
    const auto C = mm(A, B);
    returned.push_back(seconds_since(start));
    C(0, 0).item();
    read.push_back(seconds_since(start));
  }
  return {median(returned), median(read)};
}

void show_when_calls_return(program::Results& results) {
  headline("The product of two matrices (n, n), in milliseconds");
  std::cout << fmt::format("{:>6}{:>20}{:>20}\n", "n", "the call returns", "a number is read");
  for (const std::int64_t n : {250, 500, 1000, 2000}) {
    const auto [returned, read] = time_product(n);
    std::cout << fmt::format("{:>6}{:>20.3f}{:>20.3f}\n", n, 1e3 * returned, 1e3 * read);
    results.emplace_back(fmt::format("product {}", n), std::vector{returned, read});
  }
}

void show_when_errors_come(Device device) {
  headline("A mistake is told when the op is done");
  const auto X = zeros({3, 2});
  const auto rows = tensor<std::int64_t>({0, 7});
  Tensor<> Y;
  if (device.is_cpu()) {
    SHOW_ERROR(Y = X.index_select(0, rows));
    return;
  }
  DO(Y = X.index_select(0, rows));  // has returned, and has not been done yet
  DO(Y = Y * 2 + 1);
  SHOW_ERROR(Y.sum().item());
}

// One after the other: prepare a batch, train with it, prepare the next one.
void one_after_the_other(Pipeline& pipeline) {
  const auto batch = pipeline.empty_batch();
  for (std::int64_t i = 0; i < pipeline.batches(); ++i) {
    pipeline.prepare(i, batch);
    pipeline.train(batch);
  }
}

// How many threads each side has.
struct Threads {
  int to_prepare, to_train;
};

// One ahead: while this thread trains with a batch, another one prepares the next batch, in other memory.
void one_ahead(Pipeline& pipeline, Threads threads) {
  const std::array batches{pipeline.empty_batch(), pipeline.empty_batch()};
  const auto batch = [&](std::int64_t i) -> const Batch& { return batches[static_cast<std::size_t>(i % 2)]; };
  const auto prepare = [&](std::int64_t i) {
    return std::async(std::launch::async, [&, i] {
      omp_set_num_threads(threads.to_prepare);  // each thread has its own number
      pipeline.prepare(i, batch(i));
    });
  };
  omp_set_num_threads(threads.to_train);
  auto next = prepare(0);
  for (std::int64_t i = 0; i < pipeline.batches(); ++i) {
    next.get();  // waits for it, and throws what went wrong there
    if (i + 1 < pipeline.batches()) next = prepare(i + 1);
    pipeline.train(batch(i));
  }
}

// A way to go through a training, by name.
using Way = std::pair<std::string, std::function<void(Pipeline&)>>;

// Each half of the work alone, for comparison.
std::vector<Way> halves() {
  const auto prepare = [](Pipeline& pipeline) {
    const auto batch = pipeline.empty_batch();
    for (std::int64_t i = 0; i < pipeline.batches(); ++i) pipeline.prepare(i, batch);
  };
  const auto train = [](Pipeline& pipeline) {
    const auto batch = pipeline.empty_batch();
    batch.X.zero_(), batch.y.zero_();
    for (std::int64_t i = 0; i < pipeline.batches(); ++i) pipeline.train(batch);
  };
  return {{"only prepare", prepare}, {"only train", train}};
}

std::vector<Way> ways(int threads) {
  std::vector<Way> result{{"one after the other", one_after_the_other}};
  const auto add_ahead = [&](Threads each) {
    result.emplace_back(fmt::format("one ahead, threads {} + {}", each.to_prepare, each.to_train),
                        [each](Pipeline& pipeline) { one_ahead(pipeline, each); });
  };
  add_ahead({threads, threads});
  if (threads > 1) add_ahead({1, threads - 1});
  return result;
}

struct Measured {
  double seconds;  // for a batch
  std::vector<float> losses;
};

Measured measure(const Way& way, const FashionMnist& images, std::chrono::milliseconds wait,
                 const program::Arguments& args) {
  std::vector<double> seconds;
  Measured measured;
  for (int i = 0; i < 5; ++i) {
    omp_set_num_threads(args.threads);
    manual_seed(args.seed);
    Pipeline pipeline(images, Size2d(args.size), wait, args.device);
    const auto start = Clock::now();
    way.second(pipeline);
    seconds.push_back(seconds_since(start) / static_cast<double>(pipeline.batches()));
    measured.losses = pipeline.losses();
  }
  measured.seconds = median(seconds);
  return measured;
}

void prepare_ahead(const program::Arguments& args, program::Results& results) {
  set_default_device(Device{});  // batches are prepared on the CPU, wherever they are trained with
  FashionMnist images(FashionMnist::Split::train, args.data_dir, args.limit);
  images.resize(Size2d(args.size));

  constexpr std::chrono::milliseconds no_wait{0}, wait{10};
  headline(fmt::format("A batch of images of {0} x {0} pixels, in milliseconds", args.size));
  std::cout << fmt::format("{:<28}{:>12}{:>20}\n", "", "at once", "after 10 ms' wait");
  const auto measure_both = [&](const Way& way) {
    const auto at_once = measure(way, images, no_wait, args), late = measure(way, images, wait, args);
    std::cout << fmt::format("{:<28}{:>12.2f}{:>20.2f}\n", way.first, 1e3 * at_once.seconds, 1e3 * late.seconds);
    results.emplace_back(way.first, std::vector{at_once.seconds, late.seconds});
    return std::array{at_once.losses, late.losses};
  };
  for (const auto& half : halves()) measure_both(half);
  std::vector<std::vector<float>> losses;
  for (const auto& way : ways(args.threads)) std::ranges::copy(measure_both(way), std::back_inserter(losses));

  const bool same = std::ranges::adjacent_find(losses, std::not_equal_to()) == losses.end();
  std::cout << fmt::format("\nThe losses are {}, the last one {:.4f}\n", same ? "the same each time" : "not the same",
                           losses.front().back());
  results.emplace_back("losses", losses.front());
}

}  // namespace

void lesson(const program::Arguments& args) {
  program::Results results;
  show_when_calls_return(results);
  show_when_errors_come(args.device);
  prepare_ahead(args, results);
  program::save_record(args, {}, results);
}

int main(int argc, char** argv) {
  const auto options = program::Options("async", "What runs beside a training", "8.2").data().size(64, 1);
  return program::run(options, argc, argv, lesson);
}

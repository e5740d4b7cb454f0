// 8.3 Automatic parallelism: docs/08/parallel.md
#include <algorithm>

#include <d2l/book/steps.hpp>
#include <d2l/d2l.hpp>

#include "scaling.hpp"
#include "side_by_side.hpp"

using namespace d2l;

namespace {

// Ten products, each of the one before: they have to wait for each other, but not for those of another chain.
Preparation chain(std::int64_t n, Device device) {
  return [=]() -> Work {
    const auto A = full({n, n}, 1 / static_cast<float>(n), device);
    return [=] {
      auto B = A;
      for (int i = 0; i < 10; ++i) B = mm(B, A);
      B(0, 0).item();  // waits for a GPU
    };
  };
}

// A copy of n numbers: to the device, or from memory to memory on the CPU.
Preparation copy(std::int64_t n, Device device) {
  return [=]() -> Work {
    const auto from = zeros({n}, Device{}), to = empty({n}, device);
    return [=] {
      to.copy_(from);
      to[0].item();
    };
  };
}

// The threads for each of two.
int half(int threads) { return std::max(1, threads / 2); }

void put_side_by_side(const program::Arguments& args, program::Results& results) {
  headline("Two chains of ten products of matrices (n, n), in milliseconds");
  std::cout << fmt::format("{:>6}{:>21}{:>21}{:>21}\n", "n", "one after the other", "side by side, 1/2",
                           "side by side, all");
  for (const std::int64_t n : {16, 32, 64, 128, 256, 512, 1024}) {
    const auto work = chain(n, args.device);
    const auto in_turn = seconds_one_after_the_other(work, work, args.threads),
               halves = seconds_side_by_side(work, work, half(args.threads)),
               all_each = seconds_side_by_side(work, work, args.threads);
    std::cout << fmt::format("{:>6}{:>21.3f}{:>21.3f}{:>21.3f}\n", n, 1e3 * in_turn, 1e3 * halves, 1e3 * all_each);
    results.emplace_back(fmt::format("chains {}", n), std::vector{in_turn, halves, all_each});
  }
}

// Products use a thread's arithmetic, a copy the way to memory or to the device.
void copy_beside(const program::Arguments& args, program::Results& results) {
  const std::int64_t n = args.device.is_cpu() ? 384 : 1024;  // so that the products take about as long as the copy
  const auto products = chain(n, args.device), copying = copy(1 << 25, args.device);
  const auto nothing = []() -> Work { return [] {}; };
  headline(fmt::format("A chain of products ({0}, {0}), and a copy of 128 MiB, in milliseconds", n));
  const auto show = [&](const std::string& name, double seconds) {
    std::cout << fmt::format("{:<26}{:>10.2f}\n", name, 1e3 * seconds);
    results.emplace_back(name, seconds);
  };
  show("only the products", seconds_one_after_the_other(products, nothing, args.threads));
  show("only the copy", seconds_one_after_the_other(copying, nothing, args.threads));
  show("one after the other", seconds_one_after_the_other(products, copying, args.threads));
  show("side by side", seconds_side_by_side(products, copying, half(args.threads)));
}

// Beside each time, how many times as fast that is as on one thread.
void show_scalings(const Scalings& scalings, program::Results& results) {
  const auto share = scalings.serial_share();
  headline("Work on more threads of the CPU, in milliseconds");
  std::cout << fmt::format("{:>7}", "threads");
  for (const auto& work : scalings.all()) std::cout << fmt::format("{:>10}{:>6}", work.name, "x");
  std::cout << fmt::format("{:>8}\n", "law");
  for (std::size_t i = 0; i < scalings.threads.size(); ++i) {
    std::cout << fmt::format("{:>7}", scalings.threads[i]);
    for (const auto& work : scalings.all())
      std::cout << fmt::format("{:>10.2f}{:>6.2f}", 1e3 * work.seconds[i], work.speed_up(i));
    std::cout << fmt::format("{:>8.2f}\n", amdahl(share, scalings.threads[i]));
  }
  std::cout << fmt::format("the mask is {:.3f} of the layer on one thread: never more than {:.1f} times as fast\n",
                           share, 1 / share);
  for (const auto& work : scalings.all()) results.emplace_back(work.name, work.seconds);
  results.emplace_back("serial_share", share);
}

void draw(const plot::Target& target, const Scalings& scalings) {
  const std::vector<double> threads(scalings.threads.begin(), scalings.threads.end());
  plot::Figure figure("What more threads gain");
  auto& times = figure.panel({.title = "time", .xlabel = "threads", .ylabel = "seconds", .log_x = true, .log_y = true});
  for (const auto& work : scalings.all()) times.line(threads, work.seconds, work.name);

  auto& speed_ups = figure.panel(
      {.title = "Amdahl's law", .xlabel = "threads", .ylabel = "times as fast", .log_x = true, .log_y = true});
  const std::vector<std::pair<std::string, double>> shares{
      {"no share", 0}, {"the layer's share", scalings.serial_share()}, {"half", 0.5}};
  for (const auto& [name, share] : shares) {
    std::vector<double> many, law;
    for (int n = 1; n <= 64; n *= 2) {
      many.push_back(n);
      law.push_back(amdahl(share, n));
    }
    speed_ups.line(many, law, name);
  }
  std::vector<double> measured;
  measured.reserve(threads.size());
  for (std::size_t i = 0; i < threads.size(); ++i) measured.push_back(scalings.layer.speed_up(i));
  speed_ups.markers(threads, measured, "the layer, measured");
  figure.save(target);
}

}  // namespace

void lesson(const program::Arguments& args) {
  program::Results results;
  put_side_by_side(args, results);
  copy_beside(args, results);

  set_default_device(Device{});
  const auto scalings = measure_scalings(args.threads);
  show_scalings(scalings, results);
  if (args.plot) draw(*args.plot, scalings);
  program::save_record(args, {}, results);
}

int main(int argc, char** argv) {
  const auto options = program::Options("parallel", "Work side by side, and what more threads gain", "8.3").figure();
  return program::run(options, argc, argv, lesson);
}

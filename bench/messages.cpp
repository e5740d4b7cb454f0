// What messages between processes take, by what trainings are made of: bench-messages --processes N, started by the
// launch of data-parallel. The first process prints JSON: the seconds of a message there, by its bytes, and those of
// the sum over 8 shards, exact and fast, by how many numbers it is of. Medians.
#include <algorithm>
#include <array>
#include <chrono>
#include <vector>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <d2l/book/median.hpp>
#include <d2l/core/error.hpp>
#include <d2l/distributed/first_process.hpp>
#include <d2l/distributed/sum_over_shards.hpp>
#include <d2l/ops/arithmetic.hpp>
#include <d2l/ops/creation.hpp>
#include <d2l/program/command_line.hpp>
#include <d2l/program/run.hpp>
#include <d2l/program/values.hpp>

using namespace d2l;
using distributed::Group, distributed::Summation;

namespace {

constexpr std::int64_t shards = 8;

// The middle one of several times; the first prepares what the others find.
template <class Take>
double median_seconds(int times, const Take& take) {
  std::vector<double> seconds(static_cast<std::size_t>(times));
  take();
  std::ranges::generate(seconds, take);
  return median(seconds);
}

template <class Work>
double seconds_of(const Work& work) {
  const auto start = std::chrono::steady_clock::now();
  work();
  const std::chrono::duration<double> taken = std::chrono::steady_clock::now() - start;
  return taken.count();
}

// Half of what it takes from the first process to the second and back, while the others wait.
double seconds_of_message(const Group& group) {
  const auto x = zeros({1});
  const auto there = [&](int from, int to) {
    const auto message =
        group.rank() == from ? group.send(to, Group::first_tag, x) : group.receive(from, Group::first_tag, x);
    group.wait({&message, 1});
  };
  const auto there_and_back = [&] { return seconds_of([&] { there(0, 1), there(1, 0); }); };
  const double seconds = group.rank() > 1 ? 0 : median_seconds(1000, there_and_back);
  group.barrier();
  return seconds / 2;
}

// What it takes the first two processes to send each other so many numbers at once, into new memory, and to add what
// has come to their own: what the processes of a sum do.
double seconds_of_exchange(const Group& group, std::int64_t numbers) {
  const auto own = zeros({numbers});
  const int peer = 1 - group.rank();
  const auto exchange = [&] {
    return seconds_of([&] {
      const auto theirs = empty({numbers});
      const std::array messages{group.receive(peer, Group::first_tag, theirs), group.send(peer, Group::first_tag, own)};
      group.wait(messages);
      (void)(own + theirs);
    });
  };
  const double seconds = group.rank() > 1 ? 0 : median_seconds(50, exchange);
  group.barrier();
  return seconds;
}

// From when all are there to when the first one has the sum.
double seconds_of_sum(const Group& group, std::int64_t numbers, Summation summation) {
  const distributed::Layout layout{.shards = shards, .of = shards, .processes = group.size()};
  const auto own = layout.shards_of(group.rank());
  constexpr int times = 15;
  return median_seconds(times, [&] {
    distributed::TreeSum nodes(shards);
    for (auto shard = own.begin; shard < own.end; ++shard) nodes.add({shard, shard + 1}, ones({numbers}));
    distributed::SumOverShards sum(group, layout, summation, Group::first_tag);
    group.barrier();
    return seconds_of([&] {
      sum.start(nodes.nodes(), numbers);
      sum.finish();
    });
  });
}

void measure(Group& group) {
  std::vector<std::string> exchanges, sums;
  const double latency = seconds_of_message(group);
  for (const std::int64_t numbers : {1 << 14, 1 << 16, 1 << 18, 1 << 20})
    exchanges.push_back(fmt::format(R"({{"bytes": {}, "seconds": {}}})", numbers * std::int64_t{sizeof(float)},
                                    seconds_of_exchange(group, numbers)));
  for (const std::int64_t numbers : {1'000, 203'530, 2'000'000}) {
    const double exact = seconds_of_sum(group, numbers, Summation::exact);
    const double fast = seconds_of_sum(group, numbers, Summation::fast);
    sums.push_back(fmt::format(R"({{"numbers": {}, "exact": {}, "fast": {}}})", numbers, exact, fast));
  }
  fmt::print(R"({{"latency": {}, "exchanges": [{}], "sums": [{}]}})", latency, fmt::join(exchanges, ", "),
             fmt::join(sums, ", "));
  fmt::print("\n");
  group.leave();
}

}  // namespace

int main(int argc, char** argv) {
  const distributed::FirstProcess first(argc, argv);
  return program::guard("bench-messages", [&] {
    const std::vector<program::Option> options{{"processes", "N", "how many were started", ""}};
    const std::vector arguments(first.argv() + 1, first.argv() + first.argc());
    const auto given = program::read_command_line(arguments, options);
    Group group;
    const auto asked = given.contains("processes") ? given.at("processes") : "";
    if (asked != std::to_string(group.size()) || group.size() < 2)
      throw UsageError(
          "usage: chapters/08_computational_performance/data-parallel/launch bench-messages --processes N, with N from "
          "2 to 8");
    measure(group);
  });
}

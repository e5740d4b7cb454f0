#include "many_machines.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <functional>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <d2l/plot/figure.hpp>

namespace d2l::bench {
namespace {

constexpr std::int64_t most_machines = 10'000, group = 16;
constexpr double giga = 1e9, bits = 8;

struct Network {
  const char* name;
  Link between, within;  // machines, and those of a group
};
const std::array networks{Network{"10 Gbit/s", {10e-6, 10 * giga / bits}, {1e-6, 100 * giga / bits}},
                          Network{"100 Gbit/s", {10e-6, 100 * giga / bits}, {1e-6, 1000 * giga / bits}}};

// A way to add up: what of it is not hidden decides.
struct Reduction {
  const char* name;
  std::function<double(std::int64_t machines, double bytes, const Network&)> seconds;
};
// Each machine has one shard, and so one node of the fixed tree, which is then as a ring.
const std::array reductions{
    Reduction{"ring, fixed tree", [](auto n, auto bytes, const auto& in) { return ring(n, bytes, in.between); }},
    Reduction{"binomial tree", [](auto n, auto bytes, const auto& in) { return binomial_tree(n, bytes, in.between); }},
    Reduction{"hierarchical",
              [](auto n, auto bytes, const auto& in) { return hierarchical(n, bytes, in.between, group, in.within); }}};

double efficiency_of(const Workload& work, const Reduction& how, const Network& in, std::int64_t machines) {
  const auto all_reduce = [&](double bytes) { return how.seconds(machines, bytes, in); };
  return efficiency(work.compute, least_exposed(all_reduce, work.parameters * sizeof(float), work.backward));
}

// The fewest machines that compute less than half of the time; 0 where none do.
std::int64_t first_below_half(const Workload& work, const Reduction& how, const Network& in) {
  constexpr double half = 0.5;
  for (std::int64_t machines = 1; machines <= most_machines; ++machines)
    if (efficiency_of(work, how, in, machines) < half) return machines;
  return 0;
}

std::string number_or_never(std::int64_t machines) { return machines == 0 ? "never" : std::to_string(machines); }

std::string assumptions(const std::vector<Workload>& all) {
  auto text = fmt::format(
      "Up to {} machines, each with a shard of fixed size. Assumed:\n"
      "- each has a link of {:.0f} us, and 10 or 100 Gbit/s, which it shares with nobody\n"
      "- hierarchical: groups of {} share one such link, and have links of {:.0f} us and\n"
      "  10 times the rate among themselves\n"
      "- all are equally fast, and no message waits for those of others\n"
      "- gradients are floats, in as many equal buckets as are best, 1 to 1024\n"
      "- a core computes as the one above, a GPU 10^14 operations a second; backward\n"
      "  takes twice as long as forward, in the MLP as long\n\n"
      "{:<44}{:>12}{:>12}{:>12}\n",
      most_machines, networks[0].between.latency * 1e6, group, networks[0].within.latency * 1e6, "a shard, seconds",
      "compute", "backward", "gradients");
  for (const auto& work : all)
    text += fmt::format("{:<44}{:>12.3g}{:>12.3g}{:>9.1f} MB\n", fmt::format("{}, {}", work.name, work.shard),
                        work.compute, work.backward, work.parameters * sizeof(float) / 1e6);
  return text;
}

std::string where_it_stops_paying(const std::vector<Workload>& all) {
  const auto row = [](const std::string& name, const std::array<std::string, reductions.size()>& cells) {
    return fmt::format("{:<32}{:>18}{:>15}{:>15}\n", name, cells[0], cells[1], cells[2]);
  };
  auto text = "the fewest machines that compute for less than half of the time\n" +
              row("", {reductions[0].name, reductions[1].name, reductions[2].name});
  for (const auto& in : networks)
    for (const auto& work : all) {
      const auto cell = [&](const Reduction& how) { return number_or_never(first_below_half(work, how, in)); };
      text += row(fmt::format("{}, {}", work.name, in.name),
                  {cell(reductions[0]), cell(reductions[1]), cell(reductions[2])});
    }
  return text;
}

// Of the nodes a process must send all that it cannot add up alone.
std::string fixed_tree_beside_ring() {
  constexpr std::array<std::int64_t, 3> shards{8, 64, 1024};
  std::string text = "what the fixed tree sends, as a multiple of what a ring sends\nprocesses ";
  for (const auto k : shards) text += fmt::format("{:>14}", fmt::format("{} shards", k));
  text += "\n";
  for (const std::int64_t n : {2, 3, 4, 5, 6, 7, 8, 12, 24, 48, 64, 100, 600, 1000}) {
    text += fmt::format("{:<10}", n);
    for (const auto k : shards)
      text +=
          n > k ? fmt::format("{:>14}", "-") : fmt::format("{:>14.1f}", static_cast<double>(most_nodes(n, k) + 1) / 2);
    text += "\n";
  }
  return text;
}

}  // namespace

std::vector<Workload> workloads(double mlp_shard) {
  constexpr double mlp = 203'530, resnet = 11'178'378, large = 1e9;
  constexpr double forward = 2;  // a multiplication and an addition, each
  // Backward, a layer's product has two others, for the weights' gradients and for the inputs'; the first layer of the
  // MLP, which is nearly all of it, has the former only.
  constexpr double usual = 2.0 / 3, of_mlp = 1.0 / 2;
  constexpr double mlp_flops = forward * (2 * 784 * 256 + 3 * 256 * 10), mlp_images = 32;
  const double core = mlp_flops * mlp_images / mlp_shard;
  constexpr double gpu = 1e14;
  constexpr double resnet_flops = 3 * forward * 318'657'536;  // of an image of 96 x 96 (section 5.11)
  constexpr double large_flops = 3 * forward * large;         // of a token: each parameter multiplies once
  const auto work = [](const char* name, const char* shard, double parameters, double compute, double share) {
    return Workload{name, shard, parameters, compute, share * compute};
  };
  return {work("MLP on a core", "32 images", mlp, mlp_shard, of_mlp),
          work("ResNet-18 on a core", "32 images of 96 x 96", resnet, 32 * resnet_flops / core, usual),
          work("ResNet-18 on a GPU", "256 images of 96 x 96", resnet, 256 * resnet_flops / gpu, usual),
          work("10^9 on a GPU", "32768 tokens", large, 32768 * large_flops / gpu, usual)};
}

std::string to_string(const std::vector<Workload>& all) {
  return assumptions(all) + "\n" + where_it_stops_paying(all) + "\n" + fixed_tree_beside_ring();
}

nlohmann::ordered_json to_json(const std::vector<Workload>& all) {
  auto json = nlohmann::ordered_json::array();
  for (const auto& work : all)
    for (const auto& in : networks)
      for (const auto& how : reductions)
        json.push_back({{"workload", work.name},
                        {"network", in.name},
                        {"reduction", how.name},
                        {"below_half", first_below_half(work, how, in)},
                        {"efficiency_at_10000", efficiency_of(work, how, in, most_machines)}});
  return json;
}

void plot(const std::vector<Workload>& all, const plot::Target& target) {
  constexpr std::size_t decades = 4, steps = 12;
  std::vector<double> machines(decades * steps + 1);
  for (std::size_t i = 0; i < machines.size(); ++i)
    machines[i] = std::round(std::pow(10.0, static_cast<double>(i) / steps));
  plot::Figure figure("Efficiency of many machines", {.width = 1200});
  const auto panel = [&](const Reduction& how, const Network& in) {
    auto& panel = figure.panel({.title = fmt::format("{}, {}", how.name, in.name),
                                .xlabel = "machines",
                                .ylabel = "share of the time that computes",
                                .log_x = true});
    for (const auto& work : all) {
      std::vector<double> shares(machines.size());
      std::ranges::transform(machines, shares.begin(),
                             [&](double n) { return efficiency_of(work, how, in, static_cast<std::int64_t>(n)); });
      panel.line(machines, shares, work.name);
    }
  };
  panel(reductions[0], networks[0]);
  panel(reductions[0], networks[1]);
  panel(reductions[2], networks[1]);
  figure.save(target);
}

}  // namespace d2l::bench

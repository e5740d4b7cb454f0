#include "gpu.hpp"

#include <cmath>
#include <functional>
#include <iostream>
#include <numeric>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <d2l/core/cuda.hpp>
#include <d2l/core/device.hpp>
#include <d2l/core/error.hpp>
#include <d2l/plot/figure.hpp>

#include "child.hpp"

namespace d2l::bench {
namespace {

using Json = nlohmann::ordered_json;

constexpr std::int64_t matrix_size = 8192, floats = 64 << 20;
constexpr double flops_of_product = 2.0 * matrix_size * matrix_size * matrix_size;

bool is_product(const Race& race) { return race.part == "product" || race.part == "cublas"; }

std::vector<std::string> environment_of(const Race& race) { return {race.with_tf32 ? "D2L_TF32=1" : "D2L_TF32=0"}; }

double seconds_in(const std::string& output) {
  return median(nlohmann::json::parse(output)["seconds"].get<std::vector<double>>());
}

double seconds_of_ours(const Race& race, const std::string& device, const Surroundings& around) {
  if (race.part.empty())
    return median(time_ours(around.folder / race.name, race.count, {around.threads}, device).epochs);
  return seconds_in(
      run({(around.folder / ("bench-" + race.part)).string(), device, std::to_string(race.count)}, environment_of(race))
          .output);
}

double seconds_of_pytorch(const std::string& way, const Race& race, const std::string& device,
                          const Surroundings& around) {
  const auto& work = race.part.empty() ? race.name : race.part;
  return seconds_in(run({around.python.value(), D2L_BENCH_DIR "/pytorch/gpu.py", way, work, device,
                         std::to_string(race.count), around.fashion_mnist.string()},
                        environment_of(race))
                        .output);
}

// What fails is told, and the next is measured all the same.
std::optional<double> attempt(const Doing& doing, const std::function<double()>& seconds) {
  try {
    return seconds();
  } catch (const Error& error) {
    doing.wipe();
    std::cerr << "bench: " << error.what() << '\n';
    return std::nullopt;
  }
}

// The times of one way to do the work, and how ours compare, run by run.
struct Theirs {
  std::vector<double> seconds = {}, ratios = {};

  void add(std::optional<double> theirs, std::optional<double> ours) {
    if (theirs) seconds.push_back(*theirs);
    if (theirs && ours) ratios.push_back(*ours / *theirs);
  }
};

std::optional<double> middle(const std::vector<double>& values) {
  return values.empty() ? std::nullopt : std::optional(median(values));
}

std::string number(const std::optional<double>& value, int digits) {
  return value ? fmt::format("{:.{}g}", *value, digits) : "-";
}
Json to_json(const std::optional<double>& value) { return value ? Json(*value) : Json(nullptr); }

}  // namespace

void expect_gpu(const std::string& device) {
  if (!device.starts_with("cuda"))
    throw UsageError("--device: takes cuda or cuda:N here, not '" + device + "'; without it, bench is for the CPU");
  if (cuda_device_count() == 0)
    throw DeviceError("device " + device + ": there is no GPU to use (" + cuda::why_none() +
                      "); without --device, bench is for the CPU");
  (void)parse_device(device);
  if (cuda::is_emulated())
    throw DeviceError("device " + device + ": an emulated GPU is not for the clock; build with CUDA, for a real one");
}

const std::vector<Race>& races() {
  static const std::vector<Race> all{{"linear-regression-concise"},
                                     {"softmax-regression-concise"},
                                     {"mlp-concise"},
                                     {"dropout-concise"},
                                     {"product of floats", "product", matrix_size},
                                     {"product by TF32", "product", matrix_size, true},
                                     {"cuBLAS itself", "cublas", matrix_size},
                                     {"cuBLAS itself by TF32", "cublas", matrix_size, true},
                                     {"256 MB there and back", "transfer", floats}};
  return all;
}

RaceResult measure(const Race& race, const std::string& device, const Surroundings& around, int runs, Doing& doing) {
  std::vector<double> ours;
  Theirs eager, graph;
  for (int i = 0; i < runs; ++i) {
    doing.run(race.name, i, runs);
    const auto mine = attempt(doing, [&] { return seconds_of_ours(race, device, around); });
    if (mine) ours.push_back(*mine);
    if (!around.python || race.part == "cublas") continue;  // which is what PyTorch calls for a product
    doing.part("PyTorch");
    eager.add(attempt(doing, [&] { return seconds_of_pytorch("eager", race, device, around); }), mine);
    if (!race.part.empty()) continue;  // a graph of one kernel is that kernel
    graph.add(attempt(doing, [&] { return seconds_of_pytorch("graph", race, device, around); }), mine);
  }
  return {race, middle(ours), middle(eager.seconds), middle(graph.seconds), middle(eager.ratios), middle(graph.ratios)};
}

std::string race_headline(const std::string& device) {
  return fmt::format("{}\n{:<27}{:>10}{:>10}{:>7}{:>10}{:>7}{:>9}\n", describe(parse_device(device)),
                     "seconds an epoch, or each", "ours", "eager", "ratio", "graph", "ratio", "TFLOP/s");
}

std::string to_string(const RaceResult& result) {
  constexpr double tera = 1e12;
  const auto flops =
      result.ours && is_product(result.race) ? std::optional(flops_of_product / *result.ours / tera) : std::nullopt;
  return fmt::format("{:<27}{:>10}{:>10}{:>7}{:>10}{:>7}{:>9}\n", result.race.name, number(result.ours, 4),
                     number(result.eager, 4), number(result.ratio_to_eager, 3), number(result.graph, 4),
                     number(result.ratio_to_graph, 3), number(flops, 3));
}

Json to_json(const RaceResult& result) {
  return {{"name", result.race.name},
          {"ours", to_json(result.ours)},
          {"eager", to_json(result.eager)},
          {"graph", to_json(result.graph)},
          {"ratio_to_eager", to_json(result.ratio_to_eager)},
          {"ratio_to_graph", to_json(result.ratio_to_graph)}};
}

void plot(const std::vector<RaceResult>& results, const plot::Target& target) {
  const auto series = [&](const auto& value) {
    std::vector<double> values;
    for (const auto& result : results) values.push_back(std::optional<double>(value(result)).value_or(NAN));
    return values;
  };
  std::vector<double> places(results.size());
  std::iota(places.begin(), places.end(), 1);
  plot::Figure figure("Seconds an epoch, or each", {.width = 1000});
  figure.panel({.xlabel = "row of the table", .ylabel = "seconds", .log_y = true})
      .markers(places, series([](const RaceResult& r) { return r.eager; }), "PyTorch, eager")
      .markers(places, series([](const RaceResult& r) { return r.graph; }), "PyTorch, its step in a CUDA graph")
      .markers(places, series([](const RaceResult& r) { return r.ours; }), "ours");
  figure.save(target);
}

}  // namespace d2l::bench

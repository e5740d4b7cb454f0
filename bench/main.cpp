// Times the training programs beside PyTorch's and the machine's own limits: docs/speed.md
#include <algorithm>
#include <filesystem>
#include <iostream>
#include <omp.h>
#include <span>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <d2l/core/error.hpp>
#include <d2l/data/fashion_mnist.hpp>
#include <d2l/program/command_line.hpp>
#include <d2l/program/distinct_files.hpp>
#include <d2l/program/run.hpp>
#include <d2l/program/values.hpp>
#include <d2l/system/file.hpp>

#include "distributed.hpp"
#include "doing.hpp"
#include "gpu.hpp"
#include "many_machines.hpp"
#include "programs.hpp"
#include "scaling.hpp"

namespace {

namespace fs = std::filesystem;
namespace program = d2l::program;
using namespace d2l::bench;
using Json = nlohmann::ordered_json;

const std::vector<program::Option> options{
    {"runs", "N", "how often each program is run, in turn with PyTorch's", "3"},
    {"threads", "N", "the most threads; 1 is tried, too, and the better one counts", "all cores"},
    {"scaling", "", "instead: the MLP's examples a second by width, batch size and threads", ""},
    {"distributed", "", "instead: many processes, their messages, and a model of 10,000 machines", ""},
    {"device", "DEVICE", "instead: trainings, a large product and a transfer on a GPU: cuda or cuda:N", ""},
    {"data-dir", "DIR", "where to look for datasets first (docs/data.md)", "none"},
    {"plot", "FILE", "draw the figures: .svg, .png or .pdf; or window, or terminal", "none"},
    {"record", "FILE", "write all figures as JSON", "none"},
    {"help", "", "show this page and end (-h)", ""}};

void print_help() {
  std::cout
      << "Seconds an epoch, start-up and memory of the training programs, beside PyTorch\nand the machine's limits\n\n"
         "usage: bench [NAME...] [options]\nexample: bench mlp softmax-regression-scratch --runs 5\n\n"
      << program::list(options) << "\nits page: docs/speed.md\n";
}

struct Wishes {
  int runs;
  std::optional<fs::path> record;
  std::optional<d2l::plot::Target> plot;
};

// Measures one thing after the other, printing and recording each; then the figure. Returns what was measured.
template <class Thing, class Measure>
auto measure_all(const std::vector<Thing>& things, const Measure& measure, const char* key, const Wishes& wishes) {
  Doing doing;
  std::vector<decltype(measure(things[0], doing))> measured;
  auto json = Json::array();
  for (const auto& thing : things) {
    measured.push_back(measure(thing, doing));
    doing.wipe();
    std::cout << to_string(measured.back()) << std::flush;
    json.push_back(to_json(measured.back()));
    if (wishes.record)
      d2l::write_file_atomically(*wishes.record, Json{{"program", "bench"}, {key, json}}.dump(2) + "\n");
  }
  if (wishes.plot) plot(measured, *wishes.plot);
  return measured;
}

// Many processes of this machine, and what follows for many machines.
void bench_distributed(const Surroundings& around, const Wishes& wishes) {
  Doing doing;
  const auto measured = measure_distributed(around, wishes.runs, doing);
  doing.wipe();
  const auto larger = workloads(measured.machine.shard_seconds);
  std::cout << to_string(measured) << '\n' << to_string(larger);
  if (wishes.record)
    d2l::write_file_atomically(
        *wishes.record,
        Json{{"program", "bench"}, {"distributed", to_json(measured)}, {"many_machines", to_json(larger)}}.dump(2) +
            "\n");
  if (wishes.plot) plot(larger, *wishes.plot);
}

void bench_by_command_line(std::span<const char* const> arguments) {
  std::vector<std::string> names;
  while (!arguments.empty() && *arguments.front() != '-') {
    names.emplace_back(arguments.front());
    arguments = arguments.subspan(1);
  }
  const auto given = program::read_command_line(arguments, options);
  if (given.contains("help")) return print_help();
  const auto whole = [&](const char* name, int preset) {
    constexpr int most = 1000;
    return given.contains(name) ? static_cast<int>(program::whole_number(name, given.at(name), 1, most)) : preset;
  };
  const auto path = [&](const char* name) {
    return given.contains(name) ? std::optional<fs::path>(given.at(name)) : std::nullopt;
  };
  Wishes wishes{.runs = whole("runs", 3), .record = path("record"), .plot = {}};
  if (wishes.record) d2l::expect_writable(*wishes.record);
  if (given.contains("plot")) wishes.plot.emplace(given.at("plot"));
  program::Arguments files;
  files.record = wishes.record;
  files.plot = wishes.plot;
  program::expect_distinct_files(files);
  const auto programs = programs_named(names);
  const auto device = given.contains("device") ? given.at("device") : "";
  if (!device.empty()) expect_gpu(device);
  const bool distributed = given.contains("distributed");
  if (distributed) expect_mpi();

  const Surroundings around{.folder = fs::read_symlink("/proc/self/exe").parent_path(),
                            .fashion_mnist = d2l::find_fashion_mnist(path("data-dir")),
                            .threads = whole("threads", omp_get_max_threads()),
                            .python = distributed ? std::nullopt : find_pytorch(!device.empty())};
  if (distributed) return bench_distributed(around, wishes);
  if (!around.python)
    std::cout << (device.empty()
                      ? "no PyTorch was found (python3-torch): only our programs are timed\n"
                      : "no PyTorch that finds a GPU was found (pip install torch): only our programs are\ntimed\n");
  if (!device.empty()) {
    std::cout << race_headline(device) << std::flush;
    const auto results = measure_all(
        races(), [&](const Race& race, Doing& doing) { return measure(race, device, around, wishes.runs, doing); },
        "races", wishes);
    if (!std::ranges::all_of(results, [](const RaceResult& r) { return r.ours.has_value(); }))
      throw d2l::Error("not all of ours could be measured; why, stands above");
  } else if (given.contains("scaling")) {
    std::cout << scaling_headline(around.threads) << std::flush;
    measure_all(
        widths_and_batches(),
        [&](const auto& sizes, Doing& doing) { return measure(sizes.first, sizes.second, around, wishes.runs, doing); },
        "scaling", wishes);
  } else {
    std::cout << headline() << std::flush;
    const auto rows = measure_all(
        programs, [&](const Program& p, Doing& doing) { return measure(p, around, wishes.runs, doing); }, "programs",
        wishes);
    std::cout << start_up_and_memory(rows);
  }
}

}  // namespace

int main(int argc, char** argv) {
  return program::guard("bench",
                        [&] { bench_by_command_line({argv + 1, static_cast<std::size_t>(argc > 0 ? argc - 1 : 0)}); });
}

#include "distributed.hpp"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <map>
#include <omp.h>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <d2l/core/error.hpp>
#include <d2l/distributed/engine.hpp>
#include <d2l/system/temporary_folder.hpp>

#include "child.hpp"

namespace d2l::bench {
namespace {

using nlohmann::json;

constexpr std::int64_t train_examples = 60000, batch_size = 256, shards = 8;
constexpr double batches = (train_examples + batch_size - 1) / batch_size;
constexpr double milli = 1e-3, micro = 1e-6, giga = 1e9;
const std::vector<int> all_processes{1, 2, 4, 8};

// So many processes of a program, as ./run starts those of data-parallel.
std::string run_processes(const std::filesystem::path& program, int processes, const std::vector<std::string>& more) {
  std::vector<std::string> command{D2L_CHAPTERS_DIR "/08_computational_performance/data-parallel/launch",
                                   program.string(), "--processes", std::to_string(processes)};
  command.insert(command.end(), more.begin(), more.end());
  return run(command, {"OMP_NUM_THREADS=1"}).output;
}

struct Run {
  double step;  // seconds, of the median epoch
  std::int64_t parameters;
};

Run train(const Surroundings& around, int processes, std::int64_t into) {
  const TemporaryFolder folder;
  const auto record = folder / "record.json";
  run_processes(around.folder / "data-parallel", processes,
                {"--epochs", "3", "--threads", "1", "--device", "cpu", "--no-progress", "--shards",
                 std::to_string(into), "--record", record.string()});
  const auto written = json::parse(std::ifstream(record));
  std::vector<double> epochs;
  for (const auto& epoch : written["epochs"]) epochs.push_back(epoch["seconds"].get<double>());
  return {median(epochs) / batches, static_cast<std::int64_t>(written["results"]["parameters"].get<double>())};
}

// The seconds of short messages, of exchanges by their bytes, and of sums by processes and numbers, run by run.
struct Timings {
  std::vector<double> latencies;
  std::map<double, std::vector<double>> exchanges;
  std::map<std::pair<int, std::int64_t>, std::vector<double>> exact, fast;

  void add(int processes, const json& printed) {
    if (processes == 2) {
      latencies.push_back(printed["latency"].get<double>());
      for (const auto& each : printed["exchanges"])
        exchanges[each["bytes"].get<double>()].push_back(each["seconds"].get<double>());
    }
    for (const auto& each : printed["sums"]) {
      const std::pair key{processes, each["numbers"].get<std::int64_t>()};
      exact[key].push_back(each["exact"].get<double>());
      fast[key].push_back(each["fast"].get<double>());
    }
  }
};

// Bytes a second, of each of the sizes that were exchanged: about the N-ths of the list of the MLP, and larger.
Link link_of(const Timings& timings) {
  const double latency = median(timings.latencies);
  std::vector<double> rates(timings.exchanges.size());
  std::ranges::transform(timings.exchanges, rates.begin(), [&](const auto& exchange) {
    const auto& [bytes, seconds] = exchange;
    return bytes / (median(seconds) - latency);
  });
  return {latency, median(rates)};
}

}  // namespace

void expect_mpi() {
  const std::string version = distributed::engine_version();
  if (version == "none")
    throw Error("--distributed: this build has no MPI; install openmpi-bin and libopenmpi-dev, and build again");
  try {
    (void)run({"mpirun", "--version"});
  } catch (const Error&) {
    throw Error("--distributed: there is no mpirun to start processes with; install openmpi-bin");
  }
}

Distributed measure_distributed(const Surroundings& around, int runs, Doing& doing) {
  std::map<int, std::vector<double>> steps;
  std::vector<double> whole;
  Timings timings;
  std::int64_t parameters = 0;
  for (int i = 0; i < runs; ++i) {
    doing.run("distributed", i, runs);
    doing.part("1 process, batches not cut");
    whole.push_back(train(around, 1, 1).step);
    for (const int processes : all_processes) {
      doing.part(fmt::format("a training by {}", processes));
      const auto [step, count] = train(around, processes, shards);
      steps[processes].push_back(step);
      parameters = count;
      if (processes == 1) continue;
      doing.part(fmt::format("messages of {}", processes));
      timings.add(processes, json::parse(run_processes(around.folder / "bench-messages", processes, {})));
    }
  }
  Distributed measured{.machine = {.cores = omp_get_num_procs(),
                                   .shards = shards,
                                   .shard_seconds = median(steps[1]) / static_cast<double>(shards),
                                   .bytes = static_cast<double>(parameters) * sizeof(float),
                                   .link = link_of(timings)},
                       .parameters = parameters,
                       .processes = all_processes,
                       .steps = {},
                       .whole_batch = median(whole),
                       .sums = {}};
  for (const auto& [processes, seconds] : steps) measured.steps.push_back(median(seconds));
  for (const auto& [key, seconds] : timings.exact)
    measured.sums.push_back({key.first, key.second, median(seconds), median(timings.fast[key])});
  return measured;
}

std::string to_string(const Distributed& measured) {
  const auto& machine = measured.machine;
  auto text = fmt::format(
      "The MLP, {} parameters, batches of {} in {} shards, on {} cores\n"
      "a shard: {:.3g} ms; a batch that is not cut: {:.3g} ms\n"
      "a message: {:.3g} us + bytes / {:.3g} GB/s, with what becomes of them\n"
      "the model: shards of a process + sum in one bucket, both max(1, N / cores) times,\n"
      "as N processes share the cores, and a message here is a copy that a core makes\n\n"
      "a step, milliseconds      measured     model   ratio   of it compute       sum\n",
      measured.parameters, batch_size, machine.shards, machine.cores, machine.shard_seconds / milli,
      measured.whole_batch / milli, machine.link.latency / micro, machine.link.bandwidth / giga);
  for (std::size_t i = 0; i < measured.steps.size(); ++i) {
    const int n = measured.processes[i];
    const double model = machine.step(n);
    text += fmt::format("{:<24}{:>10.2f}{:>10.2f}{:>8.2f}{:>16.2f}{:>10.2f}\n",
                        fmt::format("{} process{}", n, n == 1 ? "" : "es"), measured.steps[i] / milli, model / milli,
                        measured.steps[i] / model, machine.compute(n) / milli, machine.sum(n, machine.bytes) / milli);
  }
  text += "\na sum, milliseconds          exact     model   ratio            fast\n";
  for (const auto& [processes, numbers, exact, fast] : measured.sums) {
    const double model = machine.sum(processes, static_cast<double>(numbers) * sizeof(float));
    text += fmt::format("{:<24}{:>10.3f}{:>10.3f}{:>8.2f}{:>16.3f}\n",
                        fmt::format("by {}, of {} numbers", processes, numbers), exact / milli, model / milli,
                        exact / model, fast / milli);
  }
  return text;
}

nlohmann::ordered_json to_json(const Distributed& measured) {
  const auto& machine = measured.machine;
  auto trainings = nlohmann::ordered_json::array(), sums = trainings;
  for (std::size_t i = 0; i < measured.steps.size(); ++i)
    trainings.push_back({{"processes", measured.processes[i]},
                         {"step", measured.steps[i]},
                         {"model", machine.step(measured.processes[i])}});
  for (const auto& [processes, numbers, exact, fast] : measured.sums)
    sums.push_back({{"processes", processes}, {"numbers", numbers}, {"exact", exact}, {"fast", fast}});
  return {{"cores", machine.cores},          {"shards", machine.shards},
          {"shard", machine.shard_seconds},  {"whole_batch", measured.whole_batch},
          {"latency", machine.link.latency}, {"bytes_per_second", machine.link.bandwidth},
          {"trainings", trainings},          {"sums", sums}};
}

}  // namespace d2l::bench

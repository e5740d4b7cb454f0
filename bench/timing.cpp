#include "timing.hpp"

#include <fstream>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <d2l/core/error.hpp>
#include <d2l/system/temporary_folder.hpp>

#include "child.hpp"

namespace d2l::bench {
namespace {

using nlohmann::json;

bool has_avx512() {
  std::ifstream about("/proc/cpuinfo");
  for (std::string line; std::getline(about, line);)
    if (line.starts_with("flags") && line.find(" avx512f ") != std::string::npos) return true;
  return false;
}

}  // namespace

Timing medians(const std::vector<Timing>& runs) {
  std::vector<double> epochs, start_up, peak;
  for (const auto& run : runs) {
    epochs.push_back(median(run.epochs));
    start_up.push_back(run.start_up);
    peak.push_back(run.peak_megabytes);
  }
  return {{median(epochs)}, median(start_up), median(peak)};
}

std::optional<std::string> find_pytorch(bool with_gpu) {
  const std::string question = with_gpu ? "import torch; assert torch.cuda.is_available()" : "import torch";
  for (const std::string python : {"python3", "/usr/bin/python3"}) {
    try {
      (void)run({"sh", "-c", python + " -c '" + question + "' 2>/dev/null"});
      return python;
    } catch (const Error&) {  // the next one, then
    }
  }
  return std::nullopt;
}

std::string to_string(const Setting& setting) {
  return fmt::format("{} thread{}{}{}", setting.threads, setting.threads == 1 ? "" : "s",
                     setting.kernel.empty() ? "" : ", ", setting.kernel);
}

std::vector<Setting> thread_settings(int threads) {
  if (threads == 1) return {{1}};
  return {{1}, {threads}};
}

std::vector<Setting> pytorch_settings(int threads) {
  std::vector<Setting> settings;
  for (const std::string kernel : {"", "SkylakeX"}) {
    if (!kernel.empty() && !has_avx512()) continue;
    for (const auto& setting : thread_settings(threads)) settings.push_back({setting.threads, kernel});
  }
  return settings;
}

Timing time_pytorch(const Surroundings& around, const Training& training, const Setting& setting) {
  // How long its threads wait awake is left to libgomp, which it has been measured with; ./run sets that for ours.
  std::vector<std::string> environment{"GOMP_SPINCOUNT=300000", "OMP_NUM_THREADS=" + std::to_string(setting.threads)};
  if (!setting.kernel.empty()) environment.push_back("OPENBLAS_CORETYPE=" + setting.kernel);
  const auto finished =
      run({around.python.value(), D2L_BENCH_DIR "/pytorch/programs.py", training.way, training.name,
           std::to_string(training.epochs), std::to_string(setting.threads), around.fashion_mnist.string(),
           std::to_string(training.width), std::to_string(training.batch_size)},
          environment);
  const auto printed = json::parse(finished.output);
  return {printed["seconds"].get<std::vector<double>>(), printed["start_up"].get<double>(), finished.peak_megabytes};
}

Timing time_ours(const std::filesystem::path& program, std::int64_t epochs, const Setting& setting,
                 const std::string& device) {
  const TemporaryFolder folder;
  const auto record = folder / "record.json";
  const auto finished =
      run({program.string(), "--epochs", std::to_string(epochs), "--threads", std::to_string(setting.threads),
           "--device", device, "--record", record.string(), "--no-progress"});
  const auto written = json::parse(std::ifstream(record));
  Timing timing{{}, written["epochs"][0]["start_up"].get<double>(), finished.peak_megabytes};
  for (const auto& epoch : written["epochs"]) timing.epochs.push_back(epoch["seconds"].get<double>());
  return timing;
}

Timing time_mlp(const Surroundings& around, const Training& training, const Setting& setting) {
  const auto finished =
      run({(around.folder / "bench-mlp").string(), std::to_string(training.epochs), std::to_string(training.width),
           std::to_string(training.batch_size), around.fashion_mnist.string()},
          {"OMP_NUM_THREADS=" + std::to_string(setting.threads)});
  const auto printed = json::parse(finished.output);
  return {printed["seconds"].get<std::vector<double>>(), printed["start_up"].get<double>(), finished.peak_megabytes};
}

}  // namespace d2l::bench

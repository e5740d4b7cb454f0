#pragma once

#include <optional>
#include <string>
#include <vector>

#include <nlohmann/json_fwd.hpp>

#include <d2l/plot/target.hpp>

#include "doing.hpp"
#include "timing.hpp"

// Trainings, a large product and the way to a GPU and back, each beside PyTorch on the same one.
namespace d2l::bench {

/// Throws UsageError unless the text names a GPU, DeviceError unless it is there and the clock means something for it,
/// which it does not for an emulated one.
void expect_gpu(const std::string& device);

/// What is measured on a GPU: an epoch of a program, or a part of one by itself.
struct Race {
  std::string name;
  std::string part = {};    ///< `product`, say, if bench-product does it; none for a program
  std::int64_t count = 10;  ///< epochs; rows of the matrices; floats
  bool with_tf32 = false;   ///< whether a product may multiply by the 10 bits of TF32
};
const std::vector<Race>& races();

/// Seconds, medians of the runs, and their ratios, run by run; none of what failed.
struct RaceResult {
  Race race;
  std::optional<double> ours = {};
  std::optional<double> eager = {}, graph = {};  ///< PyTorch's: as it comes, and its step in a CUDA graph
  std::optional<double> ratio_to_eager = {}, ratio_to_graph = {};
};

/// Ours and PyTorch's in turn. What fails is told on standard error.
RaceResult measure(const Race& race, const std::string& device, const Surroundings& surroundings, int runs,
                   Doing& doing);

std::string race_headline(const std::string& device);
std::string to_string(const RaceResult& result);
nlohmann::ordered_json to_json(const RaceResult& result);
void plot(const std::vector<RaceResult>& results, const plot::Target& target);

}  // namespace d2l::bench

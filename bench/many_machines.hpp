#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include <nlohmann/json_fwd.hpp>

#include <d2l/plot/target.hpp>

#include "cost_model.hpp"

// What the cost model says of more machines than anybody has at hand: docs/guide/many-machines.md.
namespace d2l::bench {

/// What each of many machines does in a step, however many they are.
struct Workload {
  std::string name;   ///< of the network, and what computes it
  std::string shard;  ///< what its part of a batch is
  double parameters;  ///< floats, of which the sum over all machines is needed
  double compute;     ///< seconds of the machine's shard
  double backward;    ///< those of them in which gradients are on their way
};

/// The MLP and ResNet-18 on a core that takes `mlp_shard` seconds for 32 images of the MLP; ResNet-18 and a model of
/// 10^9 parameters on a GPU.
std::vector<Workload> workloads(double mlp_shard);

/// The assumptions, where each workload falls below one half, and what the fixed tree sends beside a ring.
std::string to_string(const std::vector<Workload>& all);
nlohmann::ordered_json to_json(const std::vector<Workload>& all);
/// Efficiency over the number of machines.
void plot(const std::vector<Workload>& all, const plot::Target& target);

}  // namespace d2l::bench

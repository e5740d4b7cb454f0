#include "floor.hpp"

#include <algorithm>

#include <nlohmann/json.hpp>

#include "child.hpp"

namespace d2l::bench {

Machine measure_machine(const std::filesystem::path& folder, int threads) {
  const auto printed = nlohmann::json::parse(
      run({(folder / "bench-machine").string()}, {"OMP_NUM_THREADS=" + std::to_string(threads)}).output);
  return {printed["flops"], printed["bytes"]};
}

Machine best(const Machine& a, const Machine& b) { return {std::max(a.flops, b.flops), std::max(a.bytes, b.bytes)}; }

double epoch_flops(std::int64_t examples, const std::vector<std::int64_t>& sizes) {
  double flops = 0;
  for (std::size_t i = 1; i < sizes.size(); ++i) {
    const int products = i == 1 ? 2 : 3;
    flops += 2.0 * products * static_cast<double>(examples * sizes[i - 1] * sizes[i]);
  }
  return flops;
}

double floor_seconds(const Machine& machine, std::int64_t examples, const std::vector<std::int64_t>& sizes) {
  return epoch_flops(examples, sizes) / machine.flops + static_cast<double>(examples * sizes.front()) / machine.bytes;
}

}  // namespace d2l::bench

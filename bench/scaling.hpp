#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include <nlohmann/json_fwd.hpp>

#include <d2l/plot/target.hpp>

#include "doing.hpp"
#include "timing.hpp"

// How the speed of the multilayer perceptron grows with the size of its batches, with its width and with the threads.
namespace d2l::bench {

/// Examples a second.
struct Point {
  std::int64_t width, batch_size;
  double one_thread, all_threads;      ///< ours
  std::optional<double> pytorch = {};  ///< its tightest loop, on the better number of threads
  std::optional<double> ratio = {};    ///< of our time, the better, to PyTorch's
};

/// Widths with batches of 256, and batches with a width of 256; each measured `runs` times in turn with PyTorch.
std::vector<std::pair<std::int64_t, std::int64_t>> widths_and_batches();
Point measure(std::int64_t width, std::int64_t batch_size, const Surroundings& surroundings, int runs, Doing& doing);

std::string scaling_headline(int threads);
std::string to_string(const Point& point);
nlohmann::ordered_json to_json(const Point& point);
void plot(const std::vector<Point>& points, const plot::Target& target);

}  // namespace d2l::bench

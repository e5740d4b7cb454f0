#pragma once

#include <string>
#include <vector>

namespace d2l {

/// The seconds of some work on 1, 2, … threads.
struct Scaling {
  std::string name;
  std::vector<double> seconds = {};

  /// How many times as fast as on one thread.
  double speed_up(std::size_t i) const { return seconds[0] / seconds[i]; }
};

/// What is measured, always on the CPU.
struct Scalings {
  std::vector<int> threads;  ///< 1, 2, 4, … and all
  Scaling add;               ///< of large tensors: memory has to bring each number
  Scaling product;           ///< of matrices: each number is used many times
  Scaling mask;              ///< of dropout: random numbers are drawn one after the other, by one thread
  Scaling layer;             ///< dropout and a dense layer: a mask, and a product

  std::vector<Scaling> all() const { return {add, product, mask, layer}; }
  /// What share of the layer's time on one thread goes into drawing the mask.
  double serial_share() const { return mask.seconds[0] / layer.seconds[0]; }
};

Scalings measure_scalings(int most_threads);

/// How many times as fast work becomes on so many threads if a share of it stays as it is: 1 / (s + (1 - s)/threads).
double amdahl(double serial_share, double threads);

}  // namespace d2l

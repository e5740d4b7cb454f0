#pragma once

#include <cmath>

namespace d2l::formulas {

// The steps of optimizers, one element at a time; with which numbers, says d2l/optim. What changes with every step is
// no member but an address where the elements are, so that a GPU can count by itself.

/// p - lr·v.
struct Descend {
  static constexpr const char* name = "optimizer step";
  float lr;
  constexpr float operator()(float p, float v) const { return p - lr * v; }
};

/// g + scale·x.
struct AddScaled {
  static constexpr const char* name = "optimizer step";
  float scale;
  constexpr float operator()(float g, float x) const { return g + scale * x; }
};

/// momentum·v + g.
struct Accelerate {
  static constexpr const char* name = "optimizer step";
  float momentum;
  constexpr float operator()(float v, float g) const { return momentum * v + g; }
};

/// (1 - weight)·m + weight·g, a running mean.
struct Average {
  static constexpr const char* name = "optimizer step";
  float keep, weight;
  constexpr float operator()(float m, float g) const { return keep * m + weight * g; }
};

/// (1 - weight)·v + weight·g², a running mean of squares.
struct AverageSquare {
  static constexpr const char* name = "optimizer step";
  float keep, weight;
  constexpr float operator()(float v, float g) const { return keep * v + weight * g * g; }
};

/// scale·p.
struct Shrink {
  static constexpr const char* name = "optimizer step";
  float scale;
  constexpr float operator()(float p) const { return scale * p; }
};

/// The next number, t + 1.
struct Count {
  static constexpr const char* name = "optimizer step";
  constexpr float operator()(float t) const { return t + 1; }
};

/// lr / (1 - βᵗ): the rate, where a running mean that started from 0 is still too small.
struct CorrectedRate {
  static constexpr const char* name = "optimizer step";
  double lr, beta;
  constexpr double operator()(float t) const { return lr / (1 - std::pow(beta, double{t})); }
};

/// √(1 - βᵗ), the same for a mean of squares under the root.
struct Correction {
  static constexpr const char* name = "optimizer step";
  double beta;
  constexpr double operator()(float t) const { return std::sqrt(1 - std::pow(beta, double{t})); }
};

/// p - rate · m / (√v / correction + eps).
struct AdamStep {
  static constexpr const char* name = "optimizer step";
  const double *rate, *correction;
  double eps;  // as wide as the addresses, so that two of these are compared byte by byte (kernels/cuda/script.hpp)
  constexpr float operator()(float p, float m, float v) const {
    return p -
           static_cast<float>(*rate) * m / (std::sqrt(v) / static_cast<float>(*correction) + static_cast<float>(eps));
  }
};

}  // namespace d2l::formulas

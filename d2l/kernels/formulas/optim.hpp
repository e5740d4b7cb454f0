#pragma once

#include <cmath>
#include <cstdint>

namespace d2l::formulas {

// The steps of optimizers, one element at a time: a formula changes a parameter p, using its gradient g, and with it
// what is kept of the gradients before. d2l/optim gives the numbers. What changes with every step is not a member but
// lies at an address on the elements' device, so that a GPU can count by itself.

/// g + decay·p; a decay of 0 reads no parameter, so one that is infinite spoils no gradient.
constexpr float decayed(float g, float decay, float p) { return decay == 0 ? g : g + decay * p; }

/// A running mean: keep·mean + weight·x.
struct Average {
  float keep, weight;
  /// Forgets the share 1 - keep of what was.
  static Average that_keeps(double keep) { return {static_cast<float>(keep), static_cast<float>(1 - keep)}; }
  constexpr float of(float mean, float x) const { return keep * mean + weight * x; }
  constexpr float of_squares(float mean, float x) const { return keep * mean + weight * x * x; }
};

/// One more step: t + 1.
struct Count {
  static constexpr const char* name = "optimizer step";
  constexpr void operator()(float& t) const { t += 1; }
};

/// Along the gradient.
struct SGDStep {
  static constexpr const char* name = "optimizer step";
  float lr, weight_decay;
  constexpr void operator()(float& p, float g) const { p -= lr * decayed(g, weight_decay, p); }
};

/// Along the gradients' sum v, or along what it will be (Nesterov).
template <bool nesterov>
struct MomentumStep {
  static constexpr const char* name = "optimizer step";
  float lr, momentum, weight_decay;
  constexpr void operator()(float& p, float gradient, float& v) const {
    const float g = decayed(gradient, weight_decay, p);
    v = momentum * v + g;
    p -= lr * (nesterov ? g + momentum * v : v);
  }
};

/// The next step and its rate, lr / (1 + (t - 1)·decay).
struct CountAdagrad {
  static constexpr const char* name = "optimizer step";
  double lr, decay;
  constexpr void operator()(float& t, double& rate) const {
    rate = lr / (1 + double{t} * decay);
    t += 1;
  }
};

/// Along the gradient, divided by the root of the sum of all squares.
struct AdagradStep {
  static constexpr const char* name = "optimizer step";
  const double* rate;
  float eps, weight_decay;
  constexpr void operator()(float& p, float gradient, float& sum) const {
    const float g = decayed(gradient, weight_decay, p);
    sum += g * g;
    p -= static_cast<float>(*rate) * g / (std::sqrt(sum) + eps);
  }
};

/// Along the gradient, divided by the root of the squares' running mean v; with momentum, along the sum b of such
/// steps.
struct RMSpropStep {
  static constexpr const char* name = "optimizer step";
  float lr, eps, weight_decay, momentum;
  Average average;
  constexpr void operator()(float& p, float gradient, float& v) const {
    const float g = squared(p, gradient, v);
    p -= lr * g / (std::sqrt(v) + eps);
  }
  constexpr void operator()(float& p, float gradient, float& v, float& b) const {
    const float g = squared(p, gradient, v);
    b = momentum * b + g / (std::sqrt(v) + eps);
    p -= lr * b;
  }
  constexpr float squared(float p, float gradient, float& v) const {
    const float g = decayed(gradient, weight_decay, p);
    v = average.of_squares(v, g);
    return g;
  }
};

/// The same, divided by the deviation, for which the gradients' running mean m is kept, too.
struct CenteredRMSpropStep : RMSpropStep {
  constexpr void operator()(float& p, float gradient, float& v, float& m) const {
    const float g = squared(p, gradient, v);
    p -= lr * g / deviation(v, m, g);
  }
  constexpr void operator()(float& p, float gradient, float& v, float& m, float& b) const {
    const float g = squared(p, gradient, v);
    b = momentum * b + g / deviation(v, m, g);
    p -= lr * b;
  }
  constexpr float deviation(float v, float& m, float g) const {
    m = average.of(m, g);
    const float variance = v - m * m;  // below 0 by rounding where gradients are alike: NaN in PyTorch
    return std::sqrt(variance < 0 ? 0 : variance) + eps;
  }
};

/// Along the gradient, times the ratio of the roots of two running means: of the steps' squares, d, and of the
/// gradients', v.
struct AdadeltaStep {
  static constexpr const char* name = "optimizer step";
  float lr, eps, weight_decay;
  Average average;
  constexpr void operator()(float& p, float gradient, float& v, float& d) const {
    const float g = decayed(gradient, weight_decay, p);
    v = average.of_squares(v, g);
    const float step = std::sqrt(d + eps) / std::sqrt(v + eps) * g;
    d = average.of_squares(d, step);
    p -= lr * step;
  }
};

/// The next step t, and with it lr / (1 - β1ᵗ) and √(1 - β2ᵗ): running means that started from 0 are still too small.
struct CountAdam {
  static constexpr const char* name = "optimizer step";
  double lr, beta1, beta2;
  constexpr void operator()(float& t, double& rate, double& correction) const {
    t += 1;
    rate = lr / (1 - power(beta1, t));
    correction = std::sqrt(1 - power(beta2, t));
  }
  /// βᵗ by squaring, since pow would take far longer. It is at most e^(-t·(1 - β)); below e^-40, 1 - βᵗ is rounded
  /// to 1.
  static constexpr double power(double beta, float t) {
    if (double{t} * (1 - beta) > 40) return 0;
    double result = 1;
    for (auto rest = static_cast<std::int64_t>(t); rest > 0; rest /= 2, beta *= beta)
      if (rest % 2 == 1) result *= beta;
    return result;
  }
};

/// Along the gradients' running mean m, divided by the root of that of their squares, v, or of the largest v so far
/// (AMSGrad).
struct AdamStep {
  static constexpr const char* name = "optimizer step";
  const double *rate, *correction;
  Average first, second;
  float eps, weight_decay;
  double keep;  // what AdamW's decay leaves of p; as wide as an address, so that there are no bytes without a meaning
  constexpr void operator()(float& p, float gradient, float& m, float& v) const {
    averages(p, gradient, m, v);
    p = stepped(p, m, v);
  }
  constexpr void operator()(float& p, float gradient, float& m, float& v, float& largest) const {
    averages(p, gradient, m, v);
    if (!(v <= largest)) largest = v;  // NaN, too
    p = stepped(p, m, largest);
  }
  constexpr void averages(float p, float gradient, float& m, float& v) const {
    const float g = decayed(gradient, weight_decay, p);
    m = first.of(m, g);
    v = second.of_squares(v, g);
  }
  constexpr float stepped(float p, float m, float v) const {
    return static_cast<float>(keep) * p -
           static_cast<float>(*rate) * m / (std::sqrt(v) / static_cast<float>(*correction) + eps);
  }
};

}  // namespace d2l::formulas

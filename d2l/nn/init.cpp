#include "d2l/nn/init.hpp"

#include <cmath>
#include <numbers>
#include <string>

#include "d2l/autograd/grad_mode.hpp"
#include "d2l/core/tensor.hpp"
#include "d2l/ops/arithmetic.hpp"

namespace d2l::nn::init {
namespace {

// How many inputs meet in an output, and outputs in an input.
struct Fans {
  double in, out;
};
Fans fans_of(const char* name, const Tensor<>& x) {
  if (x.dim() < 2)
    throw ShapeError(std::string(name) + ": needs weights (out, in, …), not shape " + to_string(x.shape()));
  double window = 1;
  for (std::int64_t axis = 2; axis < x.dim(); ++axis) window *= static_cast<double>(x.size(axis));
  return {static_cast<double>(x.size(1)) * window, static_cast<double>(x.size(0)) * window};
}

// In PyTorch's steps, for its digits.
double xavier_std(const char* name, const Tensor<>& x, double gain) {
  const auto [in, out] = fans_of(name, x);
  return gain * std::sqrt(2 / (in + out));
}
double kaiming_std(const char* name, const Tensor<>& x, double a, Mode mode) {
  const auto [in, out] = fans_of(name, x);
  return std::sqrt(2 / (1 + a * a)) / std::sqrt(mode == Mode::fan_in ? in : out);
}

// Without elements there may be no finite deviation, and there is nothing to draw.
void draw_uniform(const Tensor<>& x, double std) {
  const double bound = std::numbers::sqrt3 * std;
  if (x.numel() > 0) uniform_(x, -bound, bound);
}
void draw_normal(const Tensor<>& x, double std) {
  if (x.numel() > 0) normal_(x, 0, std);
}

}  // namespace

void normal_(const Tensor<>& x, double mean, double std) {
  const NoGrad no_grad;
  x.normal_(mean, std);
}
void uniform_(const Tensor<>& x, double low, double high) {
  const NoGrad no_grad;
  x.uniform_(low, high);
}
void constant_(const Tensor<>& x, float value) {
  const NoGrad no_grad;
  x.fill_(value);
}
void zeros_(const Tensor<>& x) { constant_(x, 0); }
void ones_(const Tensor<>& x) { constant_(x, 1); }

void xavier_uniform_(const Tensor<>& x, double gain) { draw_uniform(x, xavier_std("xavier_uniform_", x, gain)); }
void xavier_normal_(const Tensor<>& x, double gain) { draw_normal(x, xavier_std("xavier_normal_", x, gain)); }
void kaiming_uniform_(const Tensor<>& x, double a, Mode mode) {
  draw_uniform(x, kaiming_std("kaiming_uniform_", x, a, mode));
}
void kaiming_normal_(const Tensor<>& x, double a, Mode mode) {
  draw_normal(x, kaiming_std("kaiming_normal_", x, a, mode));
}

}  // namespace d2l::nn::init

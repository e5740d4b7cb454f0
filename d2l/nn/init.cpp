#include "d2l/nn/init.hpp"

#include <cmath>
#include <numbers>
#include <string>

#include "d2l/autograd/grad_mode.hpp"
#include "d2l/core/tensor.hpp"
#include "d2l/ops/arithmetic.hpp"

namespace d2l::nn::init {
namespace {

void expect_weights(const char* name, const Tensor<>& x) {
  if (x.dim() < 2) throw ShapeError(std::string(name) + ": needs weights (out, in), not shape " + to_string(x.shape()));
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

void kaiming_uniform_(const Tensor<>& x, double a) {
  expect_weights("kaiming_uniform_", x);
  if (x.numel() == 0) return;
  const double std = std::sqrt(2 / (1 + a * a)) / std::sqrt(static_cast<double>(x.numel() / x.size(0)));
  const double bound = std::numbers::sqrt3 * std;  // in these steps, for the digits of PyTorch
  uniform_(x, -bound, bound);
}
void xavier_uniform_(const Tensor<>& x) {
  expect_weights("xavier_uniform_", x);
  if (x.numel() == 0) return;
  const double std =
      std::sqrt(2 / (static_cast<double>(x.numel() / x.size(0)) + static_cast<double>(x.numel() / x.size(1))));
  const double bound = std::numbers::sqrt3 * std;
  uniform_(x, -bound, bound);
}

}  // namespace d2l::nn::init

#include "d2l/autograd/gradcheck.hpp"

#include <algorithm>
#include <cmath>
#include <string>

#include "d2l/autograd/grad_mode.hpp"
#include "d2l/core/tensor.hpp"

namespace d2l {
namespace {

void expect_on_cpu(const char* what, const Tensor<double>& x) {
  if (x.device().is_cuda())
    throw DeviceError(std::string("gradcheck: ") + what + " lies on " + to_string(x.device()) +
                      "; check on the CPU, with the tensors of cpu()");
}

// Fixed weights for the elements of an output, between -2 and 2 and none near 0.
Tensor<double> weights_like(const Tensor<double>& y) {
  const auto w = Tensor<double>::allocate(y.shape());
  for (std::int64_t i = 0; i < w.numel(); ++i)
    w.data_ptr()[i] = (i % 2 ? -1 : 1) * (0.5 + std::fmod(0.618 * static_cast<double>(i + 1), 1.5));
  return w;
}

// x without elements that share memory: a step of one would be a step of several.
Tensor<double> without_repeats(const Tensor<double>& x) {
  return repeated_axes(x.shape(), x.strides()).empty() ? x : x.clone();
}

// The addresses of x's elements in row-major order.
std::vector<double*> addresses(const Tensor<double>& x) {
  std::vector<double*> result;
  if (x.dim() == 0) return {x.data_ptr()};
  for (std::int64_t i = 0; i < x.shape()[0]; ++i)
    for (auto* p : addresses(x[i])) result.push_back(p);
  return result;
}

}  // namespace

double gradcheck(const std::function<Tensor<double>(const std::vector<Tensor<double>>&)>& f,
                 const std::vector<Tensor<double>>& inputs, double step) {
  std::vector<Tensor<double>> leaves;
  leaves.reserve(inputs.size());
  for (const auto& x : inputs) {
    expect_on_cpu("an input", x);
    leaves.push_back(without_repeats(x.detach()).requires_grad_());
  }
  const auto y = f(leaves);
  expect_on_cpu("the output", y);
  const auto weights = weights_like(y);
  if (y.requires_grad()) y.backward(weights);

  const NoGrad no_grad;
  const auto weighed = [&] { return f(leaves).mul(weights).sum().item(); };
  double worst = 0;
  for (const auto& x : leaves) {
    const auto gradient = (x.grad().defined() ? x.grad() : x.new_zeros(x.shape())).to_vector();
    const auto elements = addresses(x);
    for (std::size_t i = 0; i < elements.size(); ++i) {
      const double before = *elements[i];
      *elements[i] = before + step;
      const double above = weighed();
      *elements[i] = before - step;
      const double below = weighed();
      *elements[i] = before;
      const double difference =
          std::abs((above - below) / (2 * step) - gradient[i]) / std::max(1.0, std::abs(gradient[i]));
      worst = std::isnan(difference) ? HUGE_VAL : std::max(worst, difference);
    }
  }
  return worst;
}

}  // namespace d2l

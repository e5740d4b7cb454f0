#include "d2l/ops/batch_norm.hpp"

#include <cmath>
#include <device_kinds.hpp>
#include <string>

#include "d2l/autograd/record.hpp"
#include "d2l/kernels/map.hpp"
#include "d2l/ops/arithmetic.hpp"
#include "d2l/ops/copy.hpp"
#include "d2l/ops/creation.hpp"
#include "d2l/ops/destination.hpp"
#include "d2l/ops/elementwise.hpp"
#include "d2l/ops/reduction.hpp"
#include "d2l/ops/view.hpp"
#include "d2l/ops/windows.hpp"

namespace d2l {

namespace formulas {

// (x - mean)·scale + shift
struct Normalize {
  static constexpr const char* name = "batch_norm";
  template <class T>
  constexpr T operator()(T x, T mean, T scale, T shift) const {
    return (x - mean) * scale + shift;
  }
};

// ((dy - mean of dy) - (x - mean)·k)·scale, with k = Σ dy·(x - mean) / (N·(σ² + eps))
struct NormalizeGradient {
  static constexpr const char* name = "batch_norm";
  template <class T>
  constexpr T operator()(T dy, T x, T mean_of_dy, T mean, T k, T scale) const {
    return ((dy - mean_of_dy) - (x - mean) * k) * scale;
  }
};

// 1/√(σ² + eps)
struct Rsqrt {
  static constexpr const char* name = "batch_norm";
  double eps;
  constexpr double operator()(double variance) const { return 1 / std::sqrt(variance + eps); }
};

}  // namespace formulas

namespace {

constexpr const char* op = "batch_norm";

// The numbers of each channel, as (1, c, 1, ...) beside X.
template <class S, class T>
Tensor<S> beside(const Tensor<S>& of_channels, const Tensor<T>& X) {
  Shape shape;
  for (std::int64_t axis = 0; axis < X.dim(); ++axis) shape.push_back(axis == 1 ? X.size(1) : 1);
  return view(of_channels, shape);
}

// The sum of each channel, in double precision: that of many large floats may be none.
template <class T>
Tensor<double> totals(const Tensor<T>& X) {
  Dims axes;
  for (std::int64_t axis = 0; axis < X.dim(); ++axis)
    if (axis != 1) axes.push_back(axis);
  const auto s = Tensor<double>::allocate(Shape{X.size(1)}, X.device());
  const auto with_axes = beside(s, X);
  kernels::on(s, [&](auto device) { kernels::sum(device, with_axes, X, axes); });
  return s;
}

template <class T>
Tensor<double> products(const Tensor<T>& a, const Tensor<double>& mean_a, const Tensor<T>& b,
                        const Tensor<double>& mean_b) {
  const auto s = Tensor<double>::allocate(Shape{a.size(1)}, a.device());
  kernels::on(s, [&](auto device) { kernels::channel_products(device, s, a, mean_a, b, mean_b); });
  return s;
}

// What a channel is normalized by.
struct Statistics {
  Tensor<double> mean, inverse_deviation;
};

// running = (1 - momentum)·running + momentum·batch
template <class T>
void update_running(const Tensor<T>& running, const Tensor<double>& batch, double momentum) {
  if (running.defined()) running.mul_(1 - momentum).add_(to<T>(batch * momentum));
}

template <class T>
Statistics statistics(const Tensor<T>& X, const Tensor<T>& running_mean, const Tensor<T>& running_var,
                      const BatchNormOptions& options) {
  Tensor<double> mean, variance;
  if (options.training) {
    const auto n = static_cast<double>(X.numel() / X.size(1));
    mean = totals(X) / n;
    const auto squares = products(X, mean, X, mean);
    variance = squares / n;
    update_running(running_mean, mean, options.momentum);
    update_running(running_var, squares / (n - 1), options.momentum);
  } else {
    mean = clone(to<double>(running_mean));
    variance = to<double>(running_var);
  }
  const auto inverse_deviation = Tensor<double>::allocate(variance.shape(), X.device());
  kernels::map(formulas::Rsqrt{options.eps}, inverse_deviation, variance);
  return {mean, inverse_deviation};
}

template <class T>
void expect_fit(const Tensor<T>& X, const Tensor<T>& running_mean, const Tensor<T>& running_var,
                const Tensor<T>& weight, const Tensor<T>& bias, bool training) {
  if (X.dim() < 2)
    throw ShapeError(std::string(op) + ": inputs of shape " + to_string(X.shape()) +
                     "; it takes (n, channels) or (n, channels, ...)");
  for (const auto* of_channels : {&running_mean, &running_var, &weight, &bias}) {
    if (!of_channels->defined()) continue;
    if (of_channels->shape() != Shape{X.size(1)})
      throw ShapeError(std::string(op) + ": inputs of shape " + to_string(X.shape()) + " have " +
                       std::to_string(X.size(1)) + " channels, and something of shape " +
                       to_string(of_channels->shape()) + " is not one number for each");
    expect_same_device(op, X, *of_channels);
  }
  if (!training && !(running_mean.defined() && running_var.defined()))
    throw ValueError(std::string(op) + ": in evaluation it needs a running mean and a running variance");
  if (training && X.numel() <= X.size(1))
    throw ValueError(std::string(op) + ": inputs of shape " + to_string(X.shape()) + " have " +
                     (X.numel() > 0 ? "1 number" : "no numbers") +
                     " for each channel; training needs at least 2, since one has no variance (a larger "
                     "batch, or eval() first)");
}

}  // namespace

template <std::floating_point T>
Tensor<T> batch_norm(const Tensor<T>& X, const std::type_identity_t<Tensor<T>>& running_mean,
                     const std::type_identity_t<Tensor<T>>& running_var, const std::type_identity_t<Tensor<T>>& weight,
                     const std::type_identity_t<Tensor<T>>& bias, const BatchNormOptions& options) {
  expect_fit(X, running_mean, running_var, weight, bias, options.training);
  const auto gamma = weight.defined() ? weight : ones<T>({X.size(1)}, X.device());
  const auto beta = bias.defined() ? bias : zeros<T>({X.size(1)}, X.device());
  const auto Y = Tensor<T>::allocate(X.shape(), X.device());
  Statistics found;
  {
    const NoGrad internal;
    const auto x = dense(X);
    found = statistics(x, running_mean, running_var, options);
    kernels::map(formulas::Normalize(), Y, x, beside(to<T>(found.mean), X),
                 beside(to<T>(found.inverse_deviation * to<double>(gamma)), X), beside(beta, X));
  }
  record(op, Y, {keep(X), keep(gamma), edge(beta)},
         [found, training = options.training](const Tensor<T>& dY, const Input<T>& X, const Input<T>& gamma,
                                              const Input<T>& beta) {
           const auto& [mean, inverse_deviation] = found;
           const auto dy = dense(dY), x = dense(*X);
           const auto total = totals(dy);
           const auto n = static_cast<double>(x.numel()) / static_cast<double>(x.size(1));
           const auto mean_of_dy = training ? total / n : zeros_like(mean);
           const auto s = products(dy, mean_of_dy, x, mean);
           if (X.wants_grad()) {
             const auto scale = inverse_deviation * to<double>(*gamma);
             if (training) {
               const auto k = s * square(inverse_deviation) / n;
               const auto dX = Tensor<T>::allocate(x.shape(), x.device());
               kernels::map(formulas::NormalizeGradient(), dX, dy, x, beside(to<T>(mean_of_dy), x),
                            beside(to<T>(mean), x), beside(to<T>(k), x), beside(to<T>(scale), x));
               X.accumulate(dX);
             } else {
               X.accumulate(dy * beside(to<T>(scale), x));  // the statistics do not depend on x
             }
           }
           if (gamma.wants_grad()) gamma.accumulate(to<T>(s * inverse_deviation));
           if (beta.wants_grad()) beta.accumulate(to<T>(total));
         });
  return Y;
}

#define D2L_INSTANTIATE(T)                                                                              \
  template Tensor<T> batch_norm(const Tensor<T>&, const Tensor<T>&, const Tensor<T>&, const Tensor<T>&, \
                                const Tensor<T>&, const BatchNormOptions&);
D2L_FOR_FLOATS(D2L_INSTANTIATE)

}  // namespace d2l

#pragma once

#include <cmath>
#include <device_kinds.hpp>
#include <functional>
#include <map>
#include <string>
#include <tuple>
#include <vector>

#include <boost/test/unit_test.hpp>

#include <d2l/ops/ops.hpp>

#include "support/cuda.hpp"

// How a kernel on a GPU is compared with that on the CPU (kernels_test.cpp).

using d2l::Device, d2l::Dims, d2l::Shape, d2l::Tensor;

/// For the name of each kernel a function that compares it.
using Comparisons = std::map<std::string, std::function<void()>>;
Comparisons image_comparisons();
Comparisons reduction_comparisons();

using Sizes = std::vector<std::int64_t>;
inline const Sizes uneven{1, 31, 33, 257, 1025};

inline constexpr double exact = 0;
template <class T>
constexpr double rounding = std::same_as<T, float> ? 2e-6 : 1e-13;

template <class T>
Tensor<T> numbers(const Shape& shape) {
  if constexpr (std::floating_point<T>)
    return d2l::randn<T>(shape);
  else
    return d2l::randint(0, 100, shape).to<T>();  // many of them equal
}

/// Every other element along each axis of a larger tensor, with the axes in the opposite order in memory.
template <class T>
Tensor<T> scattered(const Shape& shape) {
  Dims sizes, axes;
  for (auto axis = shape.size(); axis-- > 0;) {
    sizes.push_back(2 * shape[axis] + 1);
    axes.push_back(axis);
  }
  auto x = numbers<T>(sizes).permute(axes);
  for (std::int64_t axis = 0; axis < shape.size(); ++axis) x = x.slice(axis, 1, INT64_MAX, 2);
  return x;
}

template <class T>
std::vector<Tensor<T>> layouts(const Shape& shape) {
  return {numbers<T>(shape), scattered<T>(shape)};
}

/// All of the memory that a tensor is a part of.
template <class T>
std::vector<T> memory_of(const Tensor<T>& x) {
  const auto n = static_cast<std::int64_t>(x.storage()->bytes() / sizeof(T));
  return Tensor<T>(x.storage(), 0, {n}, {1}).to_vector();
}

template <class T>
void expect_equal(const Tensor<T>& on_gpu, const Tensor<T>& on_cpu, double tolerance) {
  const auto x = memory_of(on_gpu), right = memory_of(on_cpu);
  BOOST_REQUIRE(x.size() == right.size());
  for (std::size_t i = 0; i < x.size(); ++i) {
    const auto a = static_cast<double>(x[i]), b = static_cast<double>(right[i]);
    const bool equal = a == b || (std::isnan(a) && std::isnan(b));
    if (equal || std::abs(a - b) <= tolerance * std::max(1.0, std::abs(b))) continue;
    BOOST_ERROR("element " << i << " in memory is " << a << " on the GPU, " << b << " on the CPU");
    return;
  }
}

/// Lets `kernel(device, tensors...)` run on copies of the tensors on either device; their memories must be equal then.
template <class Kernel, class... T>
void compare(double tolerance, const Kernel& kernel, const Tensor<T>&... tensors) {
  const auto run_on = [&](Device device) {
    const auto there = std::tuple(with_its_layout(tensors, device)...);
    d2l::kernels::on(std::get<0>(there),
                     [&](auto kind) { std::apply([&](const auto&... x) { kernel(kind, x...); }, there); });
    return there;
  };
  const auto right = run_on(Device{}), result = run_on(gpu);
  [&]<std::size_t... i>(std::index_sequence<i...>) {
    (expect_equal(std::get<i>(result), std::get<i>(right), tolerance), ...);
  }(std::index_sequence_for<T...>());
}

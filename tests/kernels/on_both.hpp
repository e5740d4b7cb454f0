#pragma once

#include <boost/test/unit_test.hpp>

#include <d2l/core/device.hpp>
#include <d2l/ops/ops.hpp>

/// The device beside the CPU.
inline constexpr d2l::Device gpu{d2l::Device::Kind::cuda, 0};

/// Says that a test needs a GPU, or the emulator.
inline boost::test_tools::assertion_result has_gpu(boost::unit_test::test_unit_id /*test*/) {
  return d2l::cuda_device_count() > 0;
}

/// Sizes around those of blocks, groups and warps.
inline const std::vector<std::int64_t> sizes{0, 1, 2, 31, 33, 255, 256, 257, 1023, 1025, 5000};

/// Numbers of both signs, many of them equal.
template <class T = float>
d2l::Tensor<T> numbers(const d2l::Shape& shape, std::int64_t start = 1) {
  const auto x = d2l::empty<T>(shape, d2l::Device{});
  for (std::int64_t i = 0; i < x.numel(); ++i)
    x.data_ptr()[i] = static_cast<T>((i + start) * 7919 % 1009 % 211 - (std::is_signed_v<T> ? 105 : 0));
  return x;
}

/// Whether f makes the same of tensors on the GPU as on the CPU, up to `tolerance` of the larger.
template <class F, class... T>
void expect_same_on_both(double tolerance, const F& f, const d2l::Tensor<T>&... x) {
  const auto here = f(x...);
  const auto there = f(x.to(gpu)...);
  BOOST_TEST_REQUIRE((there.device() == gpu));
  BOOST_TEST_REQUIRE((there.shape() == here.shape()));
  const auto a = here.to_vector(), b = there.to_vector();
  for (std::size_t i = 0; i < a.size(); ++i) {
    const auto p = static_cast<double>(a[i]), q = static_cast<double>(b[i]);
    if (std::isnan(p) && std::isnan(q)) continue;
    BOOST_TEST_REQUIRE(std::abs(p - q) <= tolerance * std::max(std::abs(p), std::abs(q)),
                       "element " << i << " of " << to_string(here.shape()) << ": " << p << " on the CPU, " << q);
  }
}

#pragma once

#include <cstdint>

#include <boost/test/unit_test.hpp>

#include <d2l/core/cuda.hpp>
#include <d2l/core/tensor.hpp>
#include <d2l/ops/ops.hpp>

#include "skipped.hpp"

/// The first GPU, real or emulated.
inline constexpr d2l::Device gpu{d2l::Device::Kind::cuda, 0};

/// For suites on a GPU, real or emulated: `BOOST_AUTO_TEST_SUITE(cuda, *boost::unit_test::precondition(any_gpu))`.
inline boost::test_tools::assertion_result any_gpu(boost::unit_test::test_unit_id /*suite*/) {
  if (d2l::cuda_device_count() > 0) return true;
  return skipped("there is no GPU (" + d2l::cuda::why_none() + ")");
}

/// For suites that an emulated GPU does not do for.
inline boost::test_tools::assertion_result real_gpu(boost::unit_test::test_unit_id suite) {
  if (!d2l::cuda::is_emulated()) return any_gpu(suite);
  return skipped("the GPU is an emulated one");
}

/// The same, for suites that need two of them.
inline boost::test_tools::assertion_result two_gpus(boost::unit_test::test_unit_id /*suite*/) {
  if (d2l::cuda_device_count() > 1) return true;
  return skipped("there are not two GPUs");
}

/// Puts new tensors on a device until the end of the scope.
class NewTensorsOn {
 public:
  explicit NewTensorsOn(d2l::Device device) : before_(d2l::default_device()) { d2l::set_default_device(device); }
  ~NewTensorsOn() { d2l::set_default_device(before_); }
  NewTensorsOn(const NewTensorsOn&) = delete;
  NewTensorsOn& operator=(const NewTensorsOn&) = delete;

 private:
  d2l::Device before_;
};

/// The same view, strides and offset included, of a copy of its whole memory on a device.
template <class T>
d2l::Tensor<T> with_its_layout(const d2l::Tensor<T>& x, d2l::Device device) {
  const d2l::Tensor<std::uint8_t> memory(x.storage(), 0, {static_cast<std::int64_t>(x.storage()->bytes())}, {1});
  return d2l::Tensor<T>(memory.to(device).clone().storage(), x.storage_offset(), x.shape(), x.strides());
}

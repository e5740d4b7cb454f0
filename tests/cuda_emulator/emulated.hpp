#pragma once

#include <cuda_emulator/control.hpp>
#include <cuda_runtime.h>
#include <string>
#include <utility>
#include <vector>

#include <boost/test/unit_test.hpp>

#include "cuda_emulator/kernels.hpp"

/// For tests where nothing must fail.
inline void succeeds(cudaError_t error) {
  BOOST_REQUIRE_MESSAGE(error == cudaSuccess, cudaGetErrorName(error) << ": " << cuda_emulator::last_fault());
}

/// For calls that must be refused, with these words in the reason.
inline void is_refused(cudaError_t error, cudaError_t expected, const std::string& why) {
  BOOST_TEST(cudaGetErrorName(error) == cudaGetErrorName(expected));
  BOOST_TEST_CONTEXT(cuda_emulator::last_fault())
  BOOST_TEST(cuda_emulator::last_fault().find(why) != std::string::npos);
}

/// A stream, and what a test needs with it; afterwards the device is as it was.
struct Stream {
  Stream() { succeeds(cudaStreamCreateWithFlags(&handle, cudaStreamNonBlocking)); }
  Stream(const Stream&) = delete;
  Stream& operator=(const Stream&) = delete;
  ~Stream() {
    cuda_emulator::recover();
    cuda_emulator::set_seed(1);
    cudaStreamDestroy(handle);
  }

  template <class T>
  T* allocate(std::size_t n) const {
    void* memory = nullptr;
    succeeds(cudaMallocAsync(&memory, n * sizeof(T), handle));
    return static_cast<T*>(memory);
  }

  template <class T>
  T* copy(const std::vector<T>& values) const {
    T* memory = allocate<T>(values.size());
    succeeds(cudaMemcpyAsync(memory, values.data(), values.size() * sizeof(T), cudaMemcpyHostToDevice, handle));
    return memory;
  }

  /// What is there when all work of the stream is done.
  template <class T>
  std::vector<T> read(const T* memory, std::size_t n) const {
    std::vector<T> values(n);
    succeeds(cudaMemcpyAsync(values.data(), memory, n * sizeof(T), cudaMemcpyDeviceToHost, handle));
    return values;
  }

  template <class... Parameters, class... Arguments>
  void launch(dim3 grid, dim3 block, void (*kernel)(Parameters...), Arguments... arguments) const {
    cudaLaunchConfig_t config{};
    config.gridDim = grid;
    config.blockDim = block;
    config.stream = handle;
    succeeds(cudaLaunchKernelEx(&config, kernel, arguments...));
  }

  void wait() const { succeeds(cudaStreamSynchronize(handle)); }
  void free(void* memory) const { succeeds(cudaFreeAsync(memory, handle)); }

  cudaStream_t handle = nullptr;
};

/// Whether it holds for one of the first seeds, from each of which all orders are drawn anew.
template <class Condition>
bool for_some_seed(Condition condition, std::uint32_t seeds = 10) {
  for (std::uint32_t seed = 1; seed <= seeds; ++seed) {
    cuda_emulator::set_seed(seed);
    if (condition()) return true;
  }
  return false;
}

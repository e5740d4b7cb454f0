#include <cstdlib>
#include <stdexcept>
#include <string>

#include "cuda_emulator/emulated.hpp"
#include "cuda_emulator/end_of.hpp"

// Devices, and what happens where there is none, or where a call fails.

namespace {

// Runs a test of this program, with a setting that the emulator reads as it starts.
End run_with(const char* name, const char* value, const std::string& test) {
  return end_of([&] {
    setenv(name, value, 1);
    const auto filter = "--run_test=" + test;
    execl("/proc/self/exe", "test", filter.c_str(), "--report_level=short", nullptr);
    _exit(127);
  });
}

// For tests that need a setting, and are skipped without it.
boost::unit_test::precondition set_to(const std::string& name, const std::string& value) {
  return boost::unit_test::precondition(
      [=](boost::unit_test::test_unit_id /*test*/) -> boost::test_tools::assertion_result {
        const char* found = std::getenv(name.c_str());
        return found != nullptr && value == found;
      });
}

}  // namespace

BOOST_AUTO_TEST_SUITE(devices)

BOOST_AUTO_TEST_CASE(a_device_says_that_it_is_emulated) {
  int count = 0, device = -1, version = 0, processors = 0;
  succeeds(cudaGetDeviceCount(&count));
  BOOST_TEST(count == 1);
  succeeds(cudaGetDevice(&device));
  BOOST_TEST(device == 0);
  cudaDeviceProp properties{};
  succeeds(cudaGetDeviceProperties(&properties, 0));
  BOOST_TEST(std::string(properties.name) == "emulated");
  BOOST_TEST(properties.warpSize == 32);
  succeeds(cudaDeviceGetAttribute(&processors, cudaDevAttrMultiProcessorCount, 0));
  BOOST_TEST(processors == properties.multiProcessorCount);
  succeeds(cudaDriverGetVersion(&version));
  BOOST_TEST(version == 13000);
  is_refused(cudaSetDevice(1), cudaErrorInvalidDevice, "there is no device 1; there are 1");
  is_refused(cudaGetDeviceProperties(&properties, -1), cudaErrorInvalidDevice, "no device -1");
}

BOOST_AUTO_TEST_CASE(errors_have_names) {
  BOOST_TEST(std::string(cudaGetErrorName(cudaErrorMemoryAllocation)) == "cudaErrorMemoryAllocation");
  BOOST_TEST(std::string(cudaGetErrorString(cudaErrorMemoryAllocation)) == "out of memory");
  BOOST_TEST(std::string(cudaGetErrorName(static_cast<cudaError_t>(1000))) == "unrecognized error code");
}

BOOST_AUTO_TEST_CASE(each_kind_of_call_can_fail) {
  const Stream stream;
  auto* data = stream.copy<int>({1, 2});
  void* memory = nullptr;

  cuda_emulator::fail_nth(cuda_emulator::Call::allocation, 2);
  succeeds(cudaMallocAsync(&memory, 4, stream.handle));
  is_refused(cudaMallocAsync(&memory, 4, stream.handle), cudaErrorMemoryAllocation, "a test wants");
  succeeds(cudaMallocAsync(&memory, 4, stream.handle));

  cuda_emulator::fail_nth(cuda_emulator::Call::launch, 1);
  cudaLaunchConfig_t config{};
  config.stream = stream.handle;
  is_refused(cudaLaunchKernelEx(&config, wait_twice), cudaErrorLaunchOutOfResources, "a test wants");
  succeeds(cudaLaunchKernelEx(&config, wait_twice));
  stream.wait();

  cuda_emulator::fail_nth(cuda_emulator::Call::kernel, 2);
  stream.launch(1, 1, add<int>, data, 1, 1U);
  stream.launch(1, 1, add<int>, data, 1, 1U);
  is_refused(cudaStreamSynchronize(stream.handle), cudaErrorLaunchFailure,
             "kernel void add<int>(int*, int, unsigned int)");
  cuda_emulator::recover();

  cuda_emulator::fail_nth(cuda_emulator::Call::copy, 1);
  succeeds(cudaMemcpyAsync(data, data + 1, 4, cudaMemcpyDeviceToDevice, stream.handle));
  is_refused(cudaStreamSynchronize(stream.handle), cudaErrorUnknown, "a test wants this copy to fail");
}

BOOST_AUTO_TEST_CASE(settings_are_read) {
  const auto succeeds_with = [](const char* name, const char* value, const char* test) {
    const auto end = run_with(name, value, std::string("devices/") + test);
    BOOST_TEST_CONTEXT(name << "=" << value << ": " << end.told) {
      BOOST_TEST(!end.died);
      BOOST_TEST(end.told.find("1 test case out of") != std::string::npos);  // and was not skipped
    }
  };
  succeeds_with("CUDA_EMULATOR_DRIVER", "none", "there_is_no_driver");
  succeeds_with("CUDA_EMULATOR_DEVICES", "0", "there_is_no_device");
  succeeds_with("CUDA_EMULATOR_DEVICES", "2", "there_are_two_devices");
  succeeds_with("CUDA_EMULATOR_MEMORY", "65536", "there_are_64_kib");
  succeeds_with("CUDA_EMULATOR_FAIL", "launch:2", "the_second_launch_fails");
  succeeds_with("CUDA_EMULATOR_SEED", "77", "the_seed_is_77");
  succeeds_with("CUDA_EMULATOR_SEED", "seven", "a_seed_is_a_number");
  succeeds_with("CUDA_EMULATOR_FAIL", "everything:1", "not_everything_can_fail");
  succeeds_with("CUDA_EMULATOR_FAIL", "launch:0", "the_first_call_is_1");
  succeeds_with("CUDA_EMULATOR_DRIVER", "no", "a_driver_is_there_or_none");
}

// What those settings do: the test above runs these.

BOOST_AUTO_TEST_CASE(there_is_no_driver, *set_to("CUDA_EMULATOR_DRIVER", "none")) {
  int count = 1, version = 1;
  is_refused(cudaGetDeviceCount(&count), cudaErrorInsufficientDriver, "CUDA_EMULATOR_DRIVER");
  BOOST_TEST(count == 0);
  BOOST_TEST(cudaDriverGetVersion(&version) == cudaSuccess);
  BOOST_TEST(version == 0);
}

BOOST_AUTO_TEST_CASE(there_is_no_device, *set_to("CUDA_EMULATOR_DEVICES", "0")) {
  int count = 1;
  is_refused(cudaGetDeviceCount(&count), cudaErrorNoDevice, "CUDA_EMULATOR_DEVICES");
  BOOST_TEST(count == 0);
  cudaStream_t stream = nullptr;
  BOOST_TEST(cudaStreamCreateWithFlags(&stream, 0) == cudaErrorNoDevice);
}

BOOST_AUTO_TEST_CASE(there_are_two_devices, *set_to("CUDA_EMULATOR_DEVICES", "2")) {
  const Stream on_first;
  succeeds(cudaSetDevice(1));
  const Stream on_second;
  int device = 0;
  succeeds(cudaStreamGetDevice(on_second.handle, &device));
  BOOST_TEST(device == 1);
  cudaLaunchConfig_t config{};
  config.stream = on_first.handle;
  is_refused(cudaLaunchKernelEx(&config, wait_twice), cudaErrorInvalidResourceHandle, "device 1 is set");

  auto* there = on_second.copy<int>({5});
  on_second.wait();
  auto* here = on_first.allocate<int>(1);
  is_refused(cudaMemcpyPeerAsync(here, 1, there, 0, 4, on_first.handle), cudaErrorInvalidValue, "from device 1 to 0");
  succeeds(cudaMemcpyPeerAsync(here, 0, there, 1, 4, on_first.handle));
  BOOST_TEST(on_first.read(here, 1)[0] == 5);
  on_second.launch(1, 1, add<int>, here, 1, 1U);
  is_refused(cudaStreamSynchronize(on_second.handle), cudaErrorIllegalAddress, "on device 1 gets the pointer");
}

BOOST_AUTO_TEST_CASE(there_are_64_kib, *set_to("CUDA_EMULATOR_MEMORY", "65536")) {
  const Stream stream;
  stream.allocate<char>(60'000);
  void* memory = nullptr;
  is_refused(cudaMallocAsync(&memory, 6'000, stream.handle), cudaErrorMemoryAllocation, "device 0 has 65536");
}

BOOST_AUTO_TEST_CASE(the_second_launch_fails, *set_to("CUDA_EMULATOR_FAIL", "launch:2")) {
  const Stream stream;
  cudaLaunchConfig_t config{};
  config.stream = stream.handle;
  succeeds(cudaLaunchKernelEx(&config, wait_twice));
  is_refused(cudaLaunchKernelEx(&config, wait_twice), cudaErrorLaunchOutOfResources, "a test wants");
}

BOOST_AUTO_TEST_CASE(the_seed_is_77, *set_to("CUDA_EMULATOR_SEED", "77")) { BOOST_TEST(cuda_emulator::seed() == 77); }

void is_no_setting() {
  int count = 0;
  BOOST_CHECK_THROW(cudaGetDeviceCount(&count), std::runtime_error);
}

BOOST_AUTO_TEST_CASE(a_seed_is_a_number, *set_to("CUDA_EMULATOR_SEED", "seven")) { is_no_setting(); }
BOOST_AUTO_TEST_CASE(not_everything_can_fail, *set_to("CUDA_EMULATOR_FAIL", "everything:1")) { is_no_setting(); }
BOOST_AUTO_TEST_CASE(the_first_call_is_1, *set_to("CUDA_EMULATOR_FAIL", "launch:0")) { is_no_setting(); }
BOOST_AUTO_TEST_CASE(a_driver_is_there_or_none, *set_to("CUDA_EMULATOR_DRIVER", "no")) { is_no_setting(); }

BOOST_AUTO_TEST_SUITE_END()

#pragma once

#include <string>
#include <string_view>

namespace d2l {

/// Where a tensor's memory lies: on the CPU, unless another kind is named.
struct Device {
  enum class Kind : unsigned char { cpu, cuda };
  Kind kind = Kind::cpu;
  int index = 0;

  bool is_cpu() const { return kind == Kind::cpu; }
  bool is_cuda() const { return kind == Kind::cuda; }

  bool operator==(const Device&) const = default;
};

/// `cpu` or `cuda:N`, as PyTorch prints it.
std::string to_string(Device device);

/// How many GPUs there are to compute on: none without a driver or in a build without CUDA.
int cuda_device_count();

/// What a device is, for the reader: the processor's name and how many threads it runs at once, or the GPU's name,
/// memory and compute capability.
/// Throws DeviceError for one that is not there.
std::string describe(Device device);

/// The device that the text `auto`, `cpu`, `cuda` or `cuda:N` names; `auto` takes a GPU where there is one.
/// Throws ValueError for any other text, DeviceError for a device that this build or machine does not have.
Device parse_device(std::string_view text);

/// Throws DeviceError, which says what there is, unless this build and machine have the device.
void expect_device(Device device);

/// Where this thread's new tensors are put when nothing else is said, as with PyTorch's torch.set_default_device; the
/// CPU at first. A program sets it from --device, so that the lesson need not say it again and again.
Device default_device();
void set_default_device(Device device);

}  // namespace d2l

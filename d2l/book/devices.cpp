#include "d2l/book/devices.hpp"

namespace d2l {

Device try_gpu(int i) { return i < cuda_device_count() ? Device{Device::Kind::cuda, i} : Device{}; }

std::vector<Device> try_all_gpus() {
  std::vector<Device> gpus;
  gpus.reserve(static_cast<std::size_t>(cuda_device_count()));
  for (int i = 0; i < cuda_device_count(); ++i) gpus.push_back({Device::Kind::cuda, i});
  return gpus.empty() ? std::vector{Device{}} : gpus;
}

}  // namespace d2l

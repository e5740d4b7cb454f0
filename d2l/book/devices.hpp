#pragma once

#include <vector>

#include "d2l/core/device.hpp"

namespace d2l {

/// The i-th GPU, or the CPU where there is none (section 4.6).
Device try_gpu(int i = 0);

/// All GPUs, or the CPU where there is none (section 4.6).
std::vector<Device> try_all_gpus();

}  // namespace d2l

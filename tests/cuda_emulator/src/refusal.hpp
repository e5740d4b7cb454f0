#pragma once

#include <cuda_emulator/types.hpp>
#include <stdexcept>
#include <string>

namespace cuda_emulator {

/// What makes a call of the API return an error, and why. Thrown by a kernel or a copy that runs, it makes the device
/// lost.
class Refusal : public std::runtime_error {
 public:
  Refusal(cudaError_t code, const std::string& why) : std::runtime_error(why), code(code) {}

  cudaError_t code;
};

}  // namespace cuda_emulator

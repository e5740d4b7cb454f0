#pragma once

#include <cstdlib>
#include <string_view>

namespace d2l::cuda {

/// What the environment says of a setting of the device layer: D2L_CUDA_CACHE, D2L_CUDA_GRAPHS, D2L_TF32. Empty where
/// it says nothing.
inline std::string_view setting(const char* name) {
  const char* const value = std::getenv(name);
  return value ? value : "";
}

}  // namespace d2l::cuda

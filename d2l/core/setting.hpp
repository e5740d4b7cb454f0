#pragma once

#include <cstdlib>
#include <string>

#include "d2l/core/error.hpp"

namespace d2l {

/// Whether the environment turns a setting on (1) or off (0): D2L_NO_DOWNLOAD, D2L_CUDA_CACHE, D2L_CUDA_GRAPHS,
/// D2L_TF32. Where it says nothing, `otherwise`. Throws ValueError for anything else.
inline bool is_on(const char* name, bool otherwise) {
  const char* const found = std::getenv(name);
  const std::string value = found ? found : "";
  if (value.empty()) return otherwise;
  if (value != "0" && value != "1") throw ValueError(std::string(name) + ": '" + value + "' is not 0 or 1");
  return value == "1";
}

}  // namespace d2l

#include "d2l/kernels/cuda/fault.hpp"

#include <string>

#include "d2l/core/error.hpp"

namespace d2l::cuda {

void throw_if_bad_index(const Fault& fault) {
  if (!fault.what) return;
  throw IndexError(fault.what + (" " + std::to_string(fault.index)) + " is outside 0 to " +
                   std::to_string(fault.limit - 1));
}

}  // namespace d2l::cuda

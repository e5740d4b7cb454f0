#include "d2l/kernels/cuda/bad_index.hpp"

#include <string>

#include "d2l/core/error.hpp"

namespace d2l::cuda {

void throw_if_bad_index(const BadIndex& found) {
  if (!found.what) return;
  throw IndexError(found.what + (" " + std::to_string(found.index)) + " is outside 0 to " +
                   std::to_string(found.limit - 1));
}

}  // namespace d2l::cuda

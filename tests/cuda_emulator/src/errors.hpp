#pragma once

#include <string>

namespace cuda_emulator {

/// Why the last call of this thread that failed did.
std::string why_refused();

}  // namespace cuda_emulator

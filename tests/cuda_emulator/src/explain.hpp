#pragma once

namespace cuda_emulator {

/// From now on, when the program dies of an access to memory, what the device had to do with it is told on standard
/// error.
void explain_crashes();

}  // namespace cuda_emulator

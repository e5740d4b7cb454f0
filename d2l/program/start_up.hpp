#pragma once

namespace d2l::program {

/// The seconds since this process was started, in the system's ticks of usually 10 ms; NaN where it does not
/// tell.
double seconds_since_start();

}  // namespace d2l::program

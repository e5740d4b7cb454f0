#pragma once

#include "report.hpp"

namespace d2l::doctor {

/// What d2l is made of, the processor, and the instructions that its libraries have chosen there.
void examine_build(Report& report);

/// Memory, threads, and what limits them: the container (cgroup) and the shell (ulimit).
void examine_limits(Report& report);

/// Which figures and graphs can be drawn.
void examine_figures(Report& report);

/// Where each dataset was looked for, and whether what was found there is whole. Nothing is downloaded.
void examine_datasets(Report& report);

}  // namespace d2l::doctor

#pragma once

#include <functional>

#include "d2l/program/options.hpp"

namespace d2l::program {

/// What every main does beside its lesson: reads the command line, seeds the random stream, sets the threads, prints
/// the hyperparameters, runs `lesson`, and turns every end into an exit status: 0; 1 and a line on standard error for
/// an error; 2 for a command line that cannot be taken; 130 after Ctrl-C, 143 after SIGTERM.
int run(const Options& options, int argc, const char* const* argv, const std::function<void(const Arguments&)>& lesson);

}  // namespace d2l::program

#pragma once

#include <functional>
#include <string>

#include "d2l/program/options.hpp"

namespace d2l::program {

/// What every main does beside its lesson: reads the command line, seeds the random stream, sets the threads, prints
/// the hyperparameters and runs `lesson`. Returns the exit status, as `guard` does: 2, too, for a --record that the
/// lesson has nothing to write to.
int run(const Options& options, int argc, const char* const* argv, const std::function<void(const Arguments&)>& lesson);

/// Does `work` and turns its end into an exit status: 0; 1, and a line on standard error that starts with the program's
/// name, for an error; 2 for a command line that cannot be taken; 130 after Ctrl-C, 143 after SIGTERM, also where they
/// came too late to break anything off. A reader that goes away (`| head -1`) ends the program by SIGPIPE, without a
/// word, as it does every program.
int guard(const std::string& program, const std::function<void()>& work);

}  // namespace d2l::program

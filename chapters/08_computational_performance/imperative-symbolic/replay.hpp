#pragma once

#include <d2l/program/arguments.hpp>
#include <d2l/program/record.hpp>

namespace d2l {

/// A training step on a GPU, as it comes and replayed: the losses and the time of both. On the CPU, says what there
/// would be to see.
void show_replay(const program::Arguments& args, program::Results& results);

}  // namespace d2l

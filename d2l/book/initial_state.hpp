#pragma once

#include "d2l/book/updater.hpp"
#include "d2l/program/arguments.hpp"

namespace d2l {

/// To be called when the parameters have their initial values: starts from the file of --init instead, if one was
/// given, and writes the file of --save-init, if that was. The file (safetensors) holds the parameters by their names,
/// and as `generator` the state of the random stream, so what follows draws the same batches. Throws FormatError for a
/// file whose names or shapes are not those of the parameters; nothing is changed then.
void exchange_initial_state(const NamedParameters& parameters, const program::Arguments& args);

}  // namespace d2l

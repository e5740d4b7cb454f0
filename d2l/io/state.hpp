#pragma once

#include <string>

#include "d2l/io/any_tensor.hpp"

namespace d2l {

/// Copies the numbers of `from` into the tensors of the same names in `into`. Throws ValueError, starting with `who`,
/// unless both have the same names, each with the same shape and type; all that differs is in the message, and nothing
/// is changed then.
void copy_state(const std::string& who, const NamedTensors& from, const NamedTensors& into);

}  // namespace d2l

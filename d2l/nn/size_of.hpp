#pragma once

#include <cstddef>

#include "d2l/nn/module.hpp"

namespace d2l::nn {

/// The size, in bytes, of the class that the module was made as. C++ tells it to one function only: the operator delete
/// of a class, which is called with the size of the whole object. Module's may be asked without deleting anything.
std::size_t size_of(Module& module);

}  // namespace d2l::nn

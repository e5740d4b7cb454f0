#pragma once

#include <string>

namespace d2l::program {

/// What --version prints: the version of d2l, the compiler, and the libraries that it runs on, a line each.
std::string version();

}  // namespace d2l::program

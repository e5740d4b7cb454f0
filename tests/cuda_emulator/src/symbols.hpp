#pragma once

#include <span>
#include <string>
#include <vector>

// What this program's own symbol table knows.
namespace cuda_emulator::symbols {

/// The readable name of the function at an address.
std::string name_of(const void* function);

/// The variables whose mangled names begin with the prefix.
std::vector<std::span<char>> variables(const std::string& prefix);

}  // namespace cuda_emulator::symbols

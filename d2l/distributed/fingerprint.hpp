#pragma once

#include <filesystem>
#include <string>

#include "d2l/io/any_tensor.hpp"

namespace d2l::distributed {

// What two processes compare instead of the whole: SHA-256, in hexadecimal digits.

/// The fingerprint of the names and elements of tensors, wherever they lie.
std::string fingerprint(const NamedTensors& tensors);
/// The fingerprint of a file. Throws FileError.
std::string fingerprint_of_file(const std::filesystem::path& file);
/// The fingerprint of the running program, whatever its file is called.
std::string fingerprint_of_program();

}  // namespace d2l::distributed

#pragma once

#include <cstddef>
#include <filesystem>
#include <vector>

#include "d2l/io/safetensors.hpp"

// The state of a training goes into a safetensors file that knows whether it is as it was written: one wrong bit of a
// weight reads like any other weight. Its metadata hold as `sha256` the SHA-256 of all its bytes, taken with 64 zeros
// in place of these 64 digits.

namespace d2l {

/// What a sealed file holds; the metadata without the checksum.
struct SealedFile {
  NamedTensors tensors;
  Metadata metadata;
};

/// Writes tensors and texts as save_safetensors does, and their checksum with them. Throws as it does.
void save_sealed(const std::filesystem::path& path, const NamedTensors& tensors, const Metadata& metadata = {});

/// Reads what save_sealed wrote. Throws FileError where it cannot be read, and FormatError where it has no checksum, or
/// is not what the checksum was taken of.
SealedFile load_sealed(const std::filesystem::path& path);

/// The bytes of a sealed file, and what they hold. parse_sealed throws FormatError, without a file's name.
std::vector<std::byte> format_sealed(const NamedTensors& tensors, const Metadata& metadata = {});
SealedFile parse_sealed(std::vector<std::byte> file);

}  // namespace d2l

#pragma once

#include <filesystem>
#include <string>
#include <utility>
#include <vector>

#include "d2l/io/any_tensor.hpp"

namespace d2l {

/// Writes tensors in the safetensors format, which PyTorch's world reads (https://huggingface.co/docs/safetensors): the
/// length of a JSON header, the header with each tensor's type, shape and place, and the elements, row-major. The file
/// appears whole or not at all. Throws FileError, and ValueError for two tensors of the same name.
void save_safetensors(const std::filesystem::path& path, const NamedTensors& tensors);

/// Reads a safetensors file; the tensors come in the order of their places in the file. Types F32, F64, I64, U8 and
/// BOOL are known. Throws FileError where it cannot be read and FormatError where it is damaged or holds other types.
NamedTensors load_safetensors(const std::filesystem::path& path);

}  // namespace d2l

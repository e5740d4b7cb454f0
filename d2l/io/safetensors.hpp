#pragma once

#include <filesystem>
#include <map>
#include <span>
#include <string>
#include <vector>

#include "d2l/io/any_tensor.hpp"

namespace d2l {

/// Texts by name, which a safetensors file may hold besides its tensors.
using Metadata = std::map<std::string, std::string>;

/// Writes tensors in the safetensors format, which PyTorch's world reads (https://huggingface.co/docs/safetensors): the
/// length of a JSON header, the header with each tensor's type, shape and place, and the elements, row-major. The file
/// appears whole or not at all. Throws FileError, and ValueError for no tensors, for two of the same name and for a
/// name or text that is not in UTF-8.
void save_safetensors(const std::filesystem::path& path, const NamedTensors& tensors, const Metadata& metadata = {});

/// Reads a safetensors file; the tensors come in the order of the header. Types F32, F64, I64, U8 and BOOL are known; a
/// tensor of another type is `unreadable`: `get` says why, and the others are read. Throws FileError where the file
/// cannot be read and FormatError where it is damaged.
NamedTensors load_safetensors(const std::filesystem::path& path);

/// Reads what a safetensors file holds besides its tensors. Throws as load_safetensors does.
Metadata load_safetensors_metadata(const std::filesystem::path& path);

/// The bytes of a safetensors file, and what they hold. Both parse_ functions throw FormatError, without a file's name.
std::vector<std::byte> format_safetensors(const NamedTensors& tensors, const Metadata& metadata = {});
NamedTensors parse_safetensors(std::span<const std::byte> file);
Metadata parse_safetensors_metadata(std::span<const std::byte> file);

}  // namespace d2l

#pragma once

#include <filesystem>
#include <span>
#include <vector>

#include "d2l/io/any_tensor.hpp"

namespace d2l {

/// Writes a tensor as a NumPy file, which `numpy.load` reads (https://numpy.org/doc/stable/reference/generated/
/// numpy.lib.format.html): a header with type, memory order and shape, and the elements, row-major. The file appears
/// whole or not at all. Throws FileError.
void save_npy(const std::filesystem::path& path, const AnyTensor& x);

/// Reads what `numpy.save` wrote, with memory of its own: float32, float64, int64, uint8 and bool, in either order of
/// memory and of bytes. Of several arrays in one file it reads the first, as `numpy.load` does. Throws FileError where
/// it cannot be read and FormatError where it is damaged or holds other types.
AnyTensor load_npy(const std::filesystem::path& path);

/// The bytes of a .npy file, and what they hold. parse_npy throws FormatError, without a file's name.
std::vector<std::byte> format_npy(const AnyTensor& x);
AnyTensor parse_npy(std::span<const std::byte> file);

}  // namespace d2l

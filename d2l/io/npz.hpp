#pragma once

#include <filesystem>
#include <span>
#include <vector>

#include "d2l/io/any_tensor.hpp"

namespace d2l {

/// Whether the members of an archive are as they are, or packed (DEFLATE).
enum class Packing { stored, deflated };

/// Writes tensors as a NumPy archive, as `numpy.savez` or `numpy.savez_compressed` does: a zip file with `NAME.npy` for
/// each. The file appears whole or not at all. Throws FileError, and ValueError for two tensors of the same name and
/// for a name that is empty or not in UTF-8.
void save_npz(const std::filesystem::path& path, const NamedTensors& tensors, Packing packing = Packing::stored);

/// Reads what `numpy.savez` or `numpy.savez_compressed` wrote, in the order of the archive; the types are those of
/// load_npy. A member that holds something else, such as text, is `unreadable`: `get` says why, and the others are
/// read. Throws FileError where the file cannot be read and FormatError where it is damaged.
NamedTensors load_npz(const std::filesystem::path& path);

/// The bytes of a .npz file, and what they hold. parse_npz throws FormatError, without a file's name.
std::vector<std::byte> format_npz(const NamedTensors& tensors, Packing packing = Packing::stored);
NamedTensors parse_npz(std::span<const std::byte> file);

}  // namespace d2l

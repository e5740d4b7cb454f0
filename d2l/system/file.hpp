#pragma once

#include <cstddef>
#include <filesystem>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

namespace d2l {

/// Writes a file whole or not at all: the bytes go to a new file in the same folder, which takes the place of the old
/// one when it lies safely on the disk. The old file's permissions stay; a symbolic link stays and its target is
/// written; what is not a regular file (/dev/stdout, a FIFO) is written to directly. Throws FileError; the old file is
/// then as it was.
void write_file_atomically(const std::filesystem::path& path, std::span<const std::byte> bytes);
void write_file_atomically(const std::filesystem::path& path, std::string_view text);

/// Gives a whole file, which lies safely on the disk, the name of another in the same folder, and brings the name to
/// the disk, too. Throws FileError; once the file is in place nothing can fail, not even for a folder that cannot be
/// synchronised.
void put_in_place(const std::filesystem::path& from, const std::filesystem::path& to);

/// Throws FileError where write_file_atomically could not write: better before the training than after it. Leaves
/// nothing behind.
void expect_writable(const std::filesystem::path& path);

/// Where the file that write_file_atomically puts in place is, or will be: behind all links. None for what is written
/// to directly. Throws FileError.
std::optional<std::filesystem::path> place_of(const std::filesystem::path& path);

/// The bytes of a file. Throws FileError where it cannot be read or has more than `max_bytes`.
std::vector<std::byte> read_file(const std::filesystem::path& path, std::size_t max_bytes);

}  // namespace d2l

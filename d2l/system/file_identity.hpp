#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <sys/types.h>

namespace d2l {

/// What identifies a regular file, whatever names and links it has: its device and its number there. For one that is
/// still to be made, those of its folder, and its name in it.
struct FileIdentity {
  dev_t device;
  ino_t number;
  std::string name;
  bool operator==(const FileIdentity&) const = default;
};

/// The identity of the file that would be read under this name; none where there is no regular file.
std::optional<FileIdentity> identity_of_read(const std::filesystem::path& path);

/// The identity of the file that write_file_atomically would replace or make; none for what is written to directly, and
/// where its folder is not there. Throws FileError.
std::optional<FileIdentity> identity_of_written(const std::filesystem::path& path);

/// The identity of an open file, by its number; none where it is closed or not a regular file.
std::optional<FileIdentity> identity_of_open(int file);

}  // namespace d2l

#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <sys/types.h>

namespace d2l {

/// What a regular file is, whatever names and links it has: its device and its number there. For one that is still to
/// be made, its folder's, and its name in it.
struct FileIdentity {
  dev_t device;
  ino_t number;
  std::string name;
  bool operator==(const FileIdentity&) const = default;
};

/// Of the file that would be read under this name; none where no regular file is.
std::optional<FileIdentity> identity_of_read(const std::filesystem::path& path);

/// Of the file that write_file_atomically would replace or make; none for what is written to directly, and where its
/// folder is not there. Throws FileError.
std::optional<FileIdentity> identity_of_written(const std::filesystem::path& path);

/// Of an open file, by its number; none where it is no regular file, or closed.
std::optional<FileIdentity> identity_of_open(int file);

}  // namespace d2l

#include "d2l/system/file_identity.hpp"

#include <sys/stat.h>

#include "d2l/system/file.hpp"

namespace d2l {
namespace {

std::optional<FileIdentity> identity_of_file(const struct stat& status) {
  if (!S_ISREG(status.st_mode)) return std::nullopt;
  return FileIdentity{status.st_dev, status.st_ino, ""};
}

}  // namespace

std::optional<FileIdentity> identity_of_read(const std::filesystem::path& path) {
  struct stat status{};
  return stat(path.c_str(), &status) == 0 ? identity_of_file(status) : std::nullopt;
}

std::optional<FileIdentity> identity_of_written(const std::filesystem::path& path) {
  const auto place = place_of(path);
  if (!place) return std::nullopt;
  struct stat status{};
  if (stat(place->c_str(), &status) == 0) return identity_of_file(status);
  const auto folder = place->has_parent_path() ? place->parent_path() : ".";
  if (stat(folder.c_str(), &status) != 0) return std::nullopt;
  return FileIdentity{status.st_dev, status.st_ino, place->filename().string()};
}

std::optional<FileIdentity> identity_of_open(int file) {
  struct stat status{};
  return fstat(file, &status) == 0 ? identity_of_file(status) : std::nullopt;
}

}  // namespace d2l

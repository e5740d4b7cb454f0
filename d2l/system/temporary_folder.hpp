#pragma once

#include <filesystem>
#include <string>

namespace d2l {

/// A new folder among the system's temporary ones, which goes away with all that is in it: in TMPDIR where that is set,
/// or else in /tmp, /var/tmp or /dev/shm, the first where one can be made.
class TemporaryFolder {
 public:
  /// Throws FileError where it cannot be made.
  TemporaryFolder();
  ~TemporaryFolder();
  TemporaryFolder(const TemporaryFolder&) = delete;
  TemporaryFolder& operator=(const TemporaryFolder&) = delete;

  std::filesystem::path operator/(const std::string& name) const { return path_ / name; }

 private:
  std::filesystem::path path_;
};

}  // namespace d2l

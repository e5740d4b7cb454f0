#pragma once

#include <filesystem>
#include <functional>

#include "d2l/system/open_file.hpp"

namespace d2l {

/// A lock between programs: whoever has locked the file keeps others waiting until the object is gone, or its program
/// ends in whatever way. The file is empty and stays.
class LockFile {
 public:
  /// Opens the file, or makes it. Throws FileError.
  explicit LockFile(const std::filesystem::path& path);

  /// Calls `waiting` ten times a second while another has the lock. On a file system without locks there is none.
  void lock(const std::function<void()>& waiting) const;

 private:
  OpenFile file_;
};

}  // namespace d2l

#include "d2l/io/temporary_folder.hpp"

#include <cstdlib>
#include <system_error>

#include "d2l/core/error.hpp"

namespace d2l {

TemporaryFolder::TemporaryFolder() {
  std::error_code error;
  auto pattern = (std::filesystem::temp_directory_path(error) / "d2l-XXXXXX").string();
  if (error) throw FileError("TMPDIR names no folder; unset it, or set it to one where you may write");
  if (mkdtemp(pattern.data()) == nullptr)
    throw FileError(pattern + ": the folder cannot be made; set TMPDIR to one where you may write");
  path_ = pattern;
}

TemporaryFolder::~TemporaryFolder() {
  std::error_code ignored;
  std::filesystem::remove_all(path_, ignored);
}

}  // namespace d2l

#include "d2l/system/temporary_folder.hpp"

#include <cstdlib>
#include <system_error>
#include <vector>

#include <fmt/format.h>

#include "d2l/core/error.hpp"

namespace d2l {

TemporaryFolder::TemporaryFolder() {
  const char* const wish = std::getenv("TMPDIR");
  if (std::error_code error; wish != nullptr && !std::filesystem::is_directory(wish, error))
    throw FileError("TMPDIR names no folder; unset it, or set it to one where you may write");
  // Those of the file system's standard, and memory: /tmp may be closed to us, or read-only.
  for (const char* const folder : wish != nullptr ? std::vector{wish} : std::vector{"/tmp", "/var/tmp", "/dev/shm"}) {
    auto pattern = (std::filesystem::path(folder) / "d2l-XXXXXX").string();
    if (mkdtemp(pattern.data()) == nullptr) continue;
    path_ = pattern;
    return;
  }
  throw FileError(fmt::format("{}: no folder can be made there; set TMPDIR to one where you may write",
                              wish != nullptr ? wish : "/tmp, /var/tmp, /dev/shm"));
}

TemporaryFolder::~TemporaryFolder() {
  std::error_code ignored;
  std::filesystem::remove_all(path_, ignored);
}

}  // namespace d2l

#include "d2l/system/file_kind.hpp"

#include <cerrno>
#include <cstring>
#include <string_view>
#include <sys/stat.h>
#include <system_error>

#include <fmt/format.h>

#include "d2l/core/error.hpp"

namespace d2l {
namespace {

namespace fs = std::filesystem;

std::string why_not_there(const fs::path& path, int error) {
  if (error == ELOOP) return "is a link that leads round in a circle";
  if (error == ENOENT || error == ENOTDIR) {
    std::error_code ignored;
    const auto target = fs::read_symlink(path, ignored);
    return ignored ? "there is no such file"
                   : fmt::format("is a link to {}, and there is no such file", target.string());
  }
  return std::string("cannot be looked at: ") + std::strerror(error);
}

std::string_view name_of(mode_t mode) {
  switch (mode & S_IFMT) {
    case S_IFDIR:
      return "a folder";
    case S_IFIFO:
      return "a pipe, whose bytes come only once";
    case S_IFSOCK:
      return "a socket";
    default:
      return "a device";
  }
}

}  // namespace

void expect_regular_file(const fs::path& path, const std::string& advice) {
  struct stat status{};
  const bool is_there = stat(path.c_str(), &status) == 0;
  if (is_there && S_ISREG(status.st_mode)) return;
  const auto what = is_there ? fmt::format("is {}, and no file", name_of(status.st_mode)) : why_not_there(path, errno);
  throw FileError(fmt::format("{}: {}; {}", path.string(), what, advice));
}

}  // namespace d2l

#include "d2l/system/file.hpp"

#include <algorithm>
#include <cerrno>
#include <charconv>
#include <climits>
#include <cstdint>
#include <cstring>
#include <fcntl.h>
#include <optional>
#include <poll.h>
#include <random>
#include <string>
#include <sys/stat.h>
#include <system_error>
#include <utility>

#include <fmt/format.h>

#include "d2l/core/error.hpp"
#include "d2l/system/open_file.hpp"
#include "d2l/system/system_calls.hpp"
#include "d2l/system/waiting.hpp"

namespace d2l {
namespace {

namespace fs = std::filesystem;

// Where the bytes of `path` really go.
struct Target {
  fs::path path;
  std::optional<mode_t> mode;      // the permissions of the file that is there
  bool direct = false;             // no regular file: nothing to put in its place
  std::optional<int> number = {};  // of our own open file, which is written to where it stands
};

// Whether a link stands for an open file, as /dev/stdout and /dev/fd/1 do: it is no name to put another file under.
bool is_open_file(const fs::path& link) {
  std::error_code error;
  return fs::canonical(link.parent_path(), error).string().starts_with("/proc/");
}

// The number of such a file where it is our own. Opened once more, it would be written to from another place than the
// text that is printed into it.
std::optional<int> own_number(const fs::path& link) {
  std::error_code error;
  if (fs::canonical(link.parent_path(), error) != fs::canonical("/proc/self/fd", error)) return std::nullopt;
  const auto name = link.filename().string();
  int number = 0;
  const auto* const end = name.data() + name.size();
  return std::from_chars(name.data(), end, number).ptr == end ? std::optional(number) : std::nullopt;
}

Target find_target(const fs::path& path) {
  constexpr int most_links = 40;
  Target target{path, std::nullopt};
  struct stat status{};
  if (stat(path.c_str(), &status) == 0) {
    if (S_ISDIR(status.st_mode)) fail_writing(path, EISDIR);
    if (access(path.c_str(), W_OK) != 0) fail_writing(path);
    target.mode = status.st_mode & 07777;
    target.direct = !S_ISREG(status.st_mode);
  } else if (errno != ENOENT) {
    fail_writing(path);
  }
  std::error_code error;
  for (int links = 0; !target.direct && fs::is_symlink(fs::symlink_status(target.path, error)); ++links) {
    if (links == most_links) fail_writing(path, ELOOP);
    if (is_open_file(target.path)) {
      const auto number = own_number(target.path);
      if (number && (fcntl(*number, F_GETFL) & O_ACCMODE) == O_RDONLY) fail_writing(path, EBADF);
      return {path, target.mode, true, number};
    }
    target.path = target.path.parent_path() / fs::read_symlink(target.path, error);
    if (error) fail_writing(path, error.value());
  }
  if (!target.path.has_filename()) fail_writing(path, target.path.empty() ? ENOENT : EISDIR);
  return target;
}

// A pipe that nobody reads cannot be opened for writing yet.
OpenFile open_directly(const fs::path& path) {
  for (;;) {
    OpenFile file(path, O_WRONLY | O_APPEND | O_NONBLOCK);
    std::error_code ignored;
    if (file.is_open() || errno != ENXIO || !fs::is_fifo(path, ignored)) return file;
    wait_a_moment();
  }
}

void write_directly(const fs::path& path, std::optional<int> number, std::span<const std::byte> bytes) {
  auto file = number ? OpenFile(fcntl(*number, F_DUPFD_CLOEXEC, 0)) : open_directly(path);
  if (!file.is_open()) fail_writing(path);
  if (!number) fcntl(file.number(), F_SETFL, O_APPEND);  // no longer O_NONBLOCK, now that it is open
  while (!bytes.empty()) {
    wait_until_ready(file.number(), POLLOUT);
    const auto part = bytes.first(std::min<std::size_t>(bytes.size(), PIPE_BUF));
    if (!file.write(part)) fail_writing(path);
    bytes = bytes.subspan(part.size());
  }
  if (!file.close()) fail_writing(path);
}

fs::path folder_of(const fs::path& path) { return path.has_parent_path() ? path.parent_path() : "."; }

// A file beside the target that goes away again unless it takes the target's place.
class TemporaryFile {
 public:
  explicit TemporaryFile(Target target) : target_(std::move(target)), file_(create()) {
    if (!file_.is_open()) fail_writing(target_.path);
  }
  ~TemporaryFile() {
    if (!path_.empty()) unlink(path_.c_str());
  }
  TemporaryFile(const TemporaryFile&) = delete;
  TemporaryFile& operator=(const TemporaryFile&) = delete;

  void write(std::span<const std::byte> bytes) {
    const bool has_mode = !target_.mode || fchmod(file_.number(), *target_.mode) == 0;
    if (!has_mode || !file_.write(bytes) || !file_.sync() || !file_.close()) fail_writing(target_.path);
  }

  void take_place() {
    put_in_place(path_, target_.path);
    path_.clear();
  }

 private:
  OpenFile create() {
    std::random_device random;
    for (;;) {
      path_ = folder_of(target_.path) / fmt::format(".d2l-{:08x}{:08x}", random(), random());
      OpenFile file(path_, O_WRONLY | O_CREAT | O_EXCL, target_.mode.value_or(0666));
      if (file.is_open() || errno != EEXIST) return file;
    }
  }

  const Target target_;
  fs::path path_;
  OpenFile file_;
};

}  // namespace

void put_in_place(const fs::path& from, const fs::path& to) {
  const auto folder_path = folder_of(to);  // asks for memory, so not after the rename
  if (system_calls.rename(from.c_str(), to.c_str()) != 0) fail_writing(to);
  const OpenFile folder(folder_path, O_RDONLY | O_DIRECTORY);
  if (folder.is_open()) folder.sync();
}

void write_file_atomically(const fs::path& path, std::span<const std::byte> bytes) {
  const auto target = find_target(path);
  if (target.direct) return write_directly(path, target.number, bytes);
  TemporaryFile file(target);
  file.write(bytes);
  file.take_place();
}

void write_file_atomically(const fs::path& path, std::string_view text) {
  write_file_atomically(path, std::as_bytes(std::span(text)));
}

std::optional<fs::path> place_of(const fs::path& path) {
  const auto target = find_target(path);
  return target.direct ? std::nullopt : std::optional(target.path);
}

void expect_writable(const fs::path& path) {
  const auto target = find_target(path);
  if (!target.direct) const TemporaryFile file(target);
}

std::vector<std::byte> read_file(const fs::path& path, std::size_t max_bytes) {
  const auto fail = [&] {
    throw FileError(
        fmt::format("{}: cannot be read: {}; check the name and who may read it", path.string(), std::strerror(errno)));
  };
  const OpenFile file(path, O_RDONLY | O_NONBLOCK);  // a pipe into which nobody writes is opened, too
  if (!file.is_open()) fail();

  // The size that the system tells is a hint: a FIFO has none, and a file may grow. One byte more shows the end.
  struct stat status{};
  fstat(file.number(), &status);
  std::vector<std::byte> bytes(std::min(max_bytes, static_cast<std::size_t>(status.st_size)) + 1);
  for (std::size_t size = 0;;) {
    if (!S_ISREG(status.st_mode)) wait_until_ready(file.number(), POLLIN);
    const auto count = uninterrupted([&] { return ::read(file.number(), bytes.data() + size, bytes.size() - size); });
    if (count < 0 && errno == EAGAIN) continue;
    if (count < 0) fail();
    if (count == 0) {
      bytes.resize(size);
      return bytes;
    }
    size += static_cast<std::size_t>(count);
    if (size > max_bytes) {
      throw FileError(
          fmt::format("{}: has more than the {} bytes expected; is it the right file?", path.string(), max_bytes));
    }
    if (size == bytes.size()) bytes.resize(std::min(max_bytes, 2 * size) + 1);
  }
}

}  // namespace d2l

// The C functions by which files and processes are worked with: these stand before the C library's own, for the
// library under test and for the libraries that it uses.
#include <algorithm>
#include <atomic>
#include <cerrno>
#include <cstdarg>
#include <cstdint>
#include <cstdio>
#include <ctime>
#include <dlfcn.h>
#include <fcntl.h>
#include <spawn.h>
#include <string_view>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <sys/wait.h>
#include <unistd.h>

#include "fault.hpp"

namespace {

// The function of this name that stands behind ours.
template <class Function>
Function* next(const char* name) {
  return reinterpret_cast<Function*>(dlsym(RTLD_NEXT, name));
}

struct stat status_of(int file) {
  struct stat status{};
  ::fstat(file, &status);
  return status;
}

// Whether bytes that were written may be lost with this file.
bool holds_bytes(int file) {
  const auto status = status_of(file);
  return S_ISREG(status.st_mode) && status.st_size > 0 && status.st_nlink > 0 &&
         (::fcntl(file, F_GETFL) & O_ACCMODE) != O_RDONLY;
}

// What the system tells about a process, for the record's start_up: nothing is lost where it is not there.
bool is_of_proc(std::string_view path) { return path.starts_with("/proc/"); }
bool is_of_proc(int file) { return status_of(file).st_size == 0; }

bool is_standard_stream(int file) { return file <= STDERR_FILENO; }

int opened(const char* path, int flags, mode_t mode) {
  if (fails("open", (flags & O_DIRECTORY) == 0 && !is_of_proc(path))) return -1;
  return ::openat(AT_FDCWD, path, flags, mode);
}

iovec piece(void* bytes, std::size_t count) { return {bytes, std::min(count, Pieces::largest())}; }

mode_t mode_of(int flags, va_list& arguments) { return (flags & O_CREAT) != 0 ? va_arg(arguments, mode_t) : 0; }

}  // namespace

bool clock_goes_back = false;

extern "C" {

int open(const char* path, int flags, ...) {
  va_list arguments;
  va_start(arguments, flags);
  const auto mode = mode_of(flags, arguments);
  va_end(arguments);
  return opened(path, flags, mode);
}

int open64(const char* path, int flags, ...) {
  va_list arguments;
  va_start(arguments, flags);
  const auto mode = mode_of(flags, arguments);
  va_end(arguments);
  return opened(path, flags, mode);
}

ssize_t read(int file, void* bytes, std::size_t count) {
  if (!is_standard_stream(file) && fails("read", !is_of_proc(file))) return -1;
  const auto part = piece(bytes, count);
  return ::readv(file, &part, 1);
}

ssize_t pread(int file, void* bytes, std::size_t count, off_t place) {
  if (fails("read")) return -1;
  const auto part = piece(bytes, count);
  return ::preadv(file, &part, 1, place);
}

// A file without a name is gnuplot's script, written by Boost.Iostreams. It tells a short or interrupted write as an
// error, so that has a name of its own.
ssize_t write(int file, const void* bytes, std::size_t count) {
  if (status_of(file).st_nlink == 0)
    return fails("write a script") ? -1 : static_cast<ssize_t>(::syscall(SYS_write, file, bytes, count));
  if (!is_standard_stream(file) && fails("write")) return -1;
  const auto part = piece(const_cast<void*>(bytes), count);
  return ::writev(file, &part, 1);
}

int fsync(int file) {
  return fails("fsync", holds_bytes(file)) ? -1 : 0;  // the disk itself would take most of the time
}

int close(int file) {
  const bool failing = fails("close", holds_bytes(file));
  const int error = errno;
  const auto result = static_cast<int>(::syscall(SYS_close, file));  // also where it reports an error, as Linux does
  if (!failing) return result;
  errno = error;
  return -1;
}

int rename(const char* from, const char* to) noexcept {
  if (fails("rename")) return -1;
  return ::renameat(AT_FDCWD, from, AT_FDCWD, to);
}

int fchmod(int file, mode_t mode) noexcept {
  if (fails("fchmod")) return -1;
  return static_cast<int>(::syscall(SYS_fchmod, file, mode));
}

int dup(int file) noexcept {
  if (fails("dup")) return -1;
  return ::fcntl(file, F_DUPFD, 0);
}

std::FILE* fdopen(int file, const char* mode) noexcept {
  static auto* const real = next<std::FILE*(int, const char*)>("fdopen");
  return fails("fdopen") ? nullptr : real(file, mode);
}

int memfd_create(const char* name, unsigned flags) noexcept {
  if (fails("memfd_create")) return -1;
  return static_cast<int>(::syscall(SYS_memfd_create, name, flags));
}

int posix_spawn_file_actions_adddup2(posix_spawn_file_actions_t* actions, int from, int to) noexcept {
  static auto* const real = next<int(posix_spawn_file_actions_t*, int, int)>("posix_spawn_file_actions_adddup2");
  return fails("adddup2") ? errno : real(actions, from, to);
}

int posix_spawnp(pid_t* process, const char* file, const posix_spawn_file_actions_t* actions,
                 const posix_spawnattr_t* attributes, char* const* arguments, char* const* environment) {
  using Spawn =
      int(pid_t*, const char*, const posix_spawn_file_actions_t*, const posix_spawnattr_t*, char* const*, char* const*);
  static auto* const real = next<Spawn>("posix_spawnp");
  return fails("spawn") ? errno : real(process, file, actions, attributes, arguments, environment);
}

pid_t wait4(pid_t process, int* status, int options, rusage* usage) {
  const auto wait = [&](int* into, int how) {
    return static_cast<pid_t>(::syscall(SYS_wait4, process, into, how, usage));
  };
  if (!fails("wait4")) return wait(status, options);
  // A process that is gone already has been waited for by another.
  if (const int error = errno; error == ECHILD) {
    wait(nullptr, 0);
    errno = error;
  }
  return -1;
}

// The clock on the wall goes back an hour whenever it is looked at.
int clock_gettime(clockid_t clock, timespec* time) noexcept {
  constexpr std::int64_t hour = 3600;
  static std::atomic<std::int64_t> looks = 0;
  const auto result = static_cast<int>(::syscall(SYS_clock_gettime, clock, time));
  if (clock == CLOCK_REALTIME && clock_goes_back) time->tv_sec -= hour * ++looks;
  return result;
}

}  // extern "C"

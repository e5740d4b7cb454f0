#pragma once

#include <cstddef>
#include <cstdio>
#include <fcntl.h>
#include <unistd.h>

namespace d2l {

/// The system calls by which a file is written. Tests replace them to fill a disk or to break off a write.
struct SystemCalls {
  int (*open)(const char* path, int flags, ...) = ::open;
  ssize_t (*write)(int file, const void* bytes, std::size_t count) = ::write;
  int (*fsync)(int file) = ::fsync;
  int (*close)(int file) = ::close;
  int (*rename)(const char* from, const char* to) = std::rename;
};

inline SystemCalls system_calls;

}  // namespace d2l

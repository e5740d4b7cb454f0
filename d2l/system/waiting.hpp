#pragma once

namespace d2l {

/// Waits until an open file can be read (POLLIN), or until 4096 bytes (PIPE_BUF) can be written to it (POLLOUT): a pipe
/// or a device may keep a program waiting. Throws Interrupted after Ctrl-C.
void wait_until_ready(int file, short events);

/// Waits a moment, for instance for a pipe that nobody reads yet, which cannot be opened for writing. Throws
/// Interrupted after Ctrl-C.
void wait_a_moment();

}  // namespace d2l

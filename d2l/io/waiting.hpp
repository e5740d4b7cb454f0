#pragma once

namespace d2l {

/// Is called again and again while a pipe or a device keeps a program waiting: one that nobody reads cannot be opened
/// for writing. What it throws ends the waiting; a program looks for Ctrl-C there.
inline void (*while_waiting)() = [] {};

/// Waits until an open file can be read (POLLIN), or until 4096 bytes (PIPE_BUF) can be written to it (POLLOUT).
void wait_until_ready(int file, short events);

/// Waits a moment, and calls while_waiting.
void wait_a_moment();

}  // namespace d2l

#pragma once

namespace d2l {

/// Somebody wants the program to end: Ctrl-C (SIGINT), SIGTERM, or a terminal that was closed (SIGHUP). Not an Error,
/// so nobody takes it for one.
struct Interrupted {
  int signal;
};

/// From here on these signals are remembered instead of ending the program in the middle of its work; a second Ctrl-C
/// or SIGTERM ends it at once. One that was ignored before stays ignored. To be called before any thread is started;
/// once is enough. Throws MemoryError where the system refuses the thread that waits for them.
void catch_interrupts();

/// To be called between two batches, and while a child is waited for: throws Interrupted if Ctrl-C has been pressed
/// since.
void check_interrupt();

}  // namespace d2l

#include "d2l/system/waiting.hpp"

#include <cerrno>
#include <poll.h>

#include "d2l/system/interrupt.hpp"

namespace d2l {
namespace {

constexpr int milliseconds = 20;

}  // namespace

void wait_until_ready(int file, short events) {
  pollfd ready{file, events, 0};
  for (;;) {
    const int found = poll(&ready, 1, milliseconds);
    if (found > 0 || (found < 0 && errno != EINTR)) return;
    check_interrupt();
  }
}

void wait_a_moment() {
  check_interrupt();
  poll(nullptr, 0, milliseconds);
}

}  // namespace d2l

#pragma once

#include <chrono>
#include <deque>
#include <functional>
#include <memory>
#include <vector>

namespace cuda_emulator {

class Capture;

/// A point in the work of a stream: reached when all that came before it is done.
struct Mark {
  bool reached = false;
  std::chrono::steady_clock::time_point time;
  bool captured = false;                // a point in a graph that is captured:
  std::weak_ptr<Capture> capture;       // by whom
  std::vector<std::size_t> last_nodes;  // what comes before it
};

/// A piece of work for a device.
struct Operation {
  std::function<void()> run;
  int device;
  int other_device = -1;                        // of a copy between two
  std::shared_ptr<const Mark> after = nullptr;  // must be reached before

  bool ready() const { return !after || after->reached; }
};

}  // namespace cuda_emulator

/// Work that is done in order.
struct CUstream_st {
  explicit CUstream_st(int device) : device(device) {}

  int device;
  std::deque<cuda_emulator::Operation> queue;
  std::shared_ptr<cuda_emulator::Capture> capture;  // the graph that takes the work instead
};

/// What a stream can be waited for with: the mark that was set last.
struct CUevent_st {
  explicit CUevent_st(unsigned int flags) : flags(flags) {}

  unsigned int flags;
  std::shared_ptr<cuda_emulator::Mark> mark;
};

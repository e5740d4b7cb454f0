#pragma once

#include <chrono>
#include <cstdint>
#include <string>

namespace d2l::program {

/// A bar on standard error that shows how far an epoch is: `epoch 2 [#####.....] 118/235`. It is shown on a terminal
/// only, redrawn ten times a second at most, and wiped away at its end.
class Progress {
 public:
  Progress(bool wanted, std::string label, std::int64_t steps);
  ~Progress();
  Progress(const Progress&) = delete;
  Progress& operator=(const Progress&) = delete;

  /// One more step is done.
  void advance();

 private:
  void draw() const;

  bool shown_;
  std::string label_;
  std::int64_t steps_, done_ = 0;
  std::chrono::steady_clock::time_point next_;
};

}  // namespace d2l::program

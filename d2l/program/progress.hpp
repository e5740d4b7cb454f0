#pragma once

#include <chrono>
#include <cstdint>
#include <string>
#include <string_view>

namespace d2l::program {

/// Whether standard error is a terminal that can go back to the start of a line, as a dumb one can't.
bool can_redraw();

/// The text of a bar: `epoch 2 [###............] 47/235`. It is full where more is done than there is.
std::string bar(std::string_view label, std::int64_t done, std::int64_t steps);

/// How long the rest will take where so much is done after so long: `, 3:20 min left`; nothing where that is soon over
/// or cannot be known yet.
std::string time_left(std::chrono::duration<double> since_start, std::int64_t done, std::int64_t steps);

/// A bar on standard error that shows how far an epoch is, and of a long one how long it will still take. It is shown
/// on a terminal only, redrawn ten times a second at most, and wiped away at its end. The variable D2L_PROGRESS_NAME
/// gives it a name: `scratch, epoch 2 [###...`.
class Progress {
 public:
  Progress(bool wanted, const std::string& label, std::int64_t steps);
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
  std::chrono::steady_clock::time_point start_, next_;
};

}  // namespace d2l::program

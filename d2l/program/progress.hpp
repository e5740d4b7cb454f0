#pragma once

#include <chrono>
#include <cstdint>
#include <string>
#include <string_view>

namespace d2l::program {

/// The text of a bar: `epoch 2 [###............] 47/235`. It is full where more is done than there is.
std::string bar(std::string_view label, std::int64_t done, std::int64_t steps);

/// A bar on standard error that shows how far an epoch is. It is shown on a terminal only, redrawn ten times a second
/// at most, and wiped away at its end.
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

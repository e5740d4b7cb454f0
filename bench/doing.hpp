#pragma once

#include <string>

namespace d2l::bench {

/// Tells on standard error what is being measured: on a terminal in a line that is redrawn, elsewhere in a line a run.
class Doing {
 public:
  ~Doing() { wipe(); }

  /// Run `i` of so many, counted from 0, begins: `mlp-scratch, run 1 of 3`.
  void run(const std::string& name, int i, int runs);

  /// What of the run is measured now, such as `PyTorch, 2 threads`; for a terminal only.
  void part(const std::string& what) const;

  /// Clears the line, for results to be printed.
  void wipe() const;

 private:
  void draw(const std::string& text) const;

  std::string run_;
};

}  // namespace d2l::bench

#include "doing.hpp"

#include <iostream>

#include <fmt/format.h>

#include <d2l/core/wrap.hpp>
#include <d2l/program/progress.hpp>

namespace d2l::bench {

void Doing::run(const std::string& name, int i, int runs) {
  run_ = fmt::format("{}, run {} of {}", name, i + 1, runs);
  if (program::can_redraw()) return draw(run_);
  std::cerr << fmt::format("bench: {}\n", run_) << std::flush;
}

void Doing::part(const std::string& what) const {
  if (program::can_redraw()) draw(run_ + ": " + what);
}

void Doing::wipe() const {
  if (program::can_redraw()) draw("");
}

// A line that reached the terminal's edge could not be wiped.
void Doing::draw(const std::string& text) const {
  std::cerr << "\r\033[K" << text.substr(0, terminal_columns - 1) << std::flush;
}

}  // namespace d2l::bench

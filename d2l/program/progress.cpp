#include "d2l/program/progress.hpp"

#include <cstdlib>
#include <iostream>
#include <unistd.h>

#include <fmt/format.h>

namespace d2l::program {
namespace {

constexpr auto pause = std::chrono::milliseconds(100);

// Behind the name that a program which runs this one gives it: compare tells by it which version is trained.
std::string full_label(const std::string& label) {
  const char* const name = std::getenv("D2L_PROGRESS_NAME");
  return name == nullptr ? label : fmt::format("{}, {}", name, label);
}

}  // namespace

bool can_redraw() {
  const char* const term = std::getenv("TERM");
  return isatty(STDERR_FILENO) != 0 && term != nullptr && std::string_view(term) != "dumb";
}

Progress::Progress(bool wanted, const std::string& label, std::int64_t steps)
    : shown_(wanted && can_redraw()),
      label_(full_label(label)),
      steps_(steps),
      start_(std::chrono::steady_clock::now()),
      next_(start_ + pause) {}

Progress::~Progress() {
  if (shown_) std::cerr << "\r\033[K" << std::flush;
}

void Progress::advance() {
  ++done_;
  if (!shown_) return;
  const auto now = std::chrono::steady_clock::now();
  if (now < next_) return;
  next_ = now + pause;
  draw();
}

void Progress::draw() const {
  const auto so_far = std::chrono::steady_clock::now() - start_;
  std::cerr << '\r' + bar(label_, done_, steps_) + time_left(so_far, done_, steps_) + "\033[K" << std::flush;
}

std::string time_left(std::chrono::duration<double> since_start, std::int64_t done, std::int64_t steps) {
  constexpr double soon = 10, known_after = 1, minute = 60;  // seconds
  if (done < 1 || done >= steps || since_start.count() < known_after) return "";
  const auto left = since_start.count() / static_cast<double>(done) * static_cast<double>(steps - done);
  if (left < soon) return "";
  const auto seconds = static_cast<std::int64_t>(left);
  return left < minute ? fmt::format(", {} s left", seconds)
                       : fmt::format(", {}:{:02} min left", seconds / 60, seconds % 60);
}

std::string bar(std::string_view label, std::int64_t done, std::int64_t steps) {
  constexpr std::int64_t width = 30;
  const auto full = done >= steps ? width : width * done / steps;
  return fmt::format("{} [{:#<{}}{:.<{}}] {}/{}", label, "", full, "", width - full, done, steps);
}

}  // namespace d2l::program

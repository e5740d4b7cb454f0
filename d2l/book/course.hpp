#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <vector>

#include "d2l/core/tensor.hpp"
#include "d2l/program/record.hpp"

namespace d2l {

/// The loss of all examples in the course of a training: before the first step, and then after each hundred examples or
/// so, by epochs and by seconds. For epochs that come from a file only the end is known.
struct Course {
  std::vector<double> epochs, seconds, losses;
};

/// Follows a training of a few parameters. It keeps copies of them on the way, whose losses are computed when the epoch
/// is over, so the clock counts the training alone.
class CourseRecorder {
 public:
  using Parameters = std::vector<Tensor<>>;
  using Loss = std::function<double(const Parameters& parameters)>;
  CourseRecorder(Parameters parameters, Loss loss, std::int64_t batch_size);

  /// Takes the loss before the first step, and the epochs that a file already holds.
  void begin(double start, const std::vector<program::Epoch>& epochs);
  /// Starts an epoch.
  void start();
  /// To be called after each step.
  void batch();
  /// Ends the epoch.
  void finish(const program::Epoch& epoch);

  const Course& course() const { return course_; }

 private:
  using Clock = std::chrono::steady_clock;
  struct Point {
    std::int64_t batches;
    double seconds;
    Parameters parameters;
  };
  void add(double epochs, double seconds, double loss);

  Parameters parameters_;
  Loss loss_;
  std::int64_t every_;
  Clock::time_point start_;
  std::int64_t batches_ = 0;
  std::vector<Point> points_;
  Course course_;
};

}  // namespace d2l

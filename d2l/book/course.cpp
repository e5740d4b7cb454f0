#include "d2l/book/course.hpp"

#include <algorithm>
#include <utility>

#include "d2l/ops/copy.hpp"

namespace d2l {

CourseRecorder::CourseRecorder(Parameters parameters, Loss loss, std::int64_t batch_size)
    : parameters_(std::move(parameters)), loss_(std::move(loss)), every_(std::max<std::int64_t>(1, 100 / batch_size)) {}

void CourseRecorder::begin(double start, const std::vector<program::Epoch>& epochs) {
  add(0, 0, start);
  for (const auto& epoch : epochs) finish(epoch);
}

void CourseRecorder::start() {
  batches_ = 0;
  start_ = Clock::now();
}

void CourseRecorder::batch() {
  if (++batches_ % every_ != 0) return;
  const std::chrono::duration<double> seconds = Clock::now() - start_;
  points_.push_back({batches_, seconds.count(), {}});
  for (const auto& p : parameters_) points_.back().parameters.push_back(p.detach().clone());
}

void CourseRecorder::finish(const program::Epoch& epoch) {
  const auto before = static_cast<double>(epoch.epoch - 1), seconds_before = course_.seconds.back();
  for (const auto& point : std::exchange(points_, {}))
    if (point.batches < batches_)
      add(before + static_cast<double>(point.batches) / static_cast<double>(batches_), seconds_before + point.seconds,
          loss_(point.parameters));
  add(before + 1, seconds_before + epoch.seconds, epoch.loss);
}

void CourseRecorder::add(double epochs, double seconds, double loss) {
  course_.epochs.push_back(epochs);
  course_.seconds.push_back(seconds);
  course_.losses.push_back(loss);
}

}  // namespace d2l

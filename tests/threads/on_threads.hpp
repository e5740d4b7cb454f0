#pragma once

#include <omp.h>

/// Loops and libraries share this many threads until the end of the scope.
class OnThreads {
 public:
  explicit OnThreads(int count) : before_(omp_get_max_threads()) { omp_set_num_threads(count); }
  ~OnThreads() { omp_set_num_threads(before_); }
  OnThreads(const OnThreads&) = delete;
  OnThreads& operator=(const OnThreads&) = delete;

 private:
  int before_;
};

#pragma once

#include <functional>

namespace d2l {

/// Does something, and returns when it is done.
using Work = std::function<void()>;
/// Makes the tensors that some work needs. It is called by the thread that will do the work: tensors belong to one
/// thread.
using Preparation = std::function<Work()>;

/// The seconds of two pieces of work one after the other, on this many threads.
double seconds_one_after_the_other(const Preparation& one, const Preparation& other, int threads);

/// The seconds of two pieces of work at the same time, each on this many threads; on a GPU, each in the order of its
/// own stream.
double seconds_side_by_side(const Preparation& one, const Preparation& other, int threads);

}  // namespace d2l

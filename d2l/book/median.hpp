#pragma once

#include <vector>

namespace d2l {

/// The middle one of several numbers, or the mean of the two in the middle: for times that a busy machine may lengthen,
/// it says more than the mean. There must be at least one.
double median(std::vector<double> values);

}  // namespace d2l

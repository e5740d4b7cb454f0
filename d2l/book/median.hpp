#pragma once

#include <vector>

namespace d2l {

/// The middle one of several numbers, or the mean of the two in the middle: of times that a busy machine may lengthen,
/// it says more than their mean. There must be one.
double median(std::vector<double> values);

}  // namespace d2l

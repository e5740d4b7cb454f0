#pragma once

#include "d2l/core/tensor.hpp"

namespace d2l {

/// Throws IndexError unless all places are from 0 to n - 1; it calls them `what`, such as "gather: index". Looks at
/// places on the CPU only: on a GPU the kernel looks itself, since the host would have to wait for it.
void expect_places(const char* what, const Tensor<std::int64_t>& places, std::int64_t n);

}  // namespace d2l

#pragma once

#include "d2l/core/tensor.hpp"

namespace d2l {

/// The element types that can be computed with: all but bool, which is compared and counted. An op of others does not
/// compile.
template <class T>
concept Number = Element<T> && !std::same_as<T, bool>;

}  // namespace d2l

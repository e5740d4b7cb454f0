#pragma once

#include <string_view>

namespace d2l {

/// The text of datasets/fashion-mnist/manifest.json, as it was when the library was built.
extern const std::string_view fashion_mnist_manifest;

}  // namespace d2l

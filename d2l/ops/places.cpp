#include "d2l/ops/places.hpp"

#include <string>

namespace d2l {

void expect_places(const char* what, const Tensor<std::int64_t>& places, std::int64_t n) {
  if (places.device().is_cuda()) return;
  for (const auto i : places.to_vector())
    if (i < 0 || i >= n)
      throw IndexError(std::string(what) + " " + std::to_string(i) + " is outside 0 to " + std::to_string(n - 1));
}

}  // namespace d2l

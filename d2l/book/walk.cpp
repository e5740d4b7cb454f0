#include "d2l/book/walk.hpp"

#include <memory>

#include "d2l/ops/ops.hpp"

namespace d2l {

Tensor<> valley(const Tensor<>& x) { return 0.1 * square(x[0]) + 2 * square(x[1]); }

Path2d path_of(const Walk& walk) {
  std::unique_ptr<optim::Optimizer> trainer;
  const auto step = [&](const Tensor<>& x) {
    if (!trainer) trainer = walk.trainer({x}, walk.lr);
    trainer->step();
  };
  return train_2d(valley, step, walk.steps);
}

}  // namespace d2l

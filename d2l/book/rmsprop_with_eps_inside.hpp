#pragma once

#include "d2l/book/trainer.hpp"

namespace d2l {

/// RMSProp with ε inside the root, p ← p - lr·g / √(s + ε), as section 7.6 has it from scratch. optim::RMSprop has it
/// outside the root, as PyTorch does, where no ε gives the same steps; so the concise version uses this one when it is
/// compared (--aligned).
Trainer rmsprop_with_eps_inside(double gamma, double eps);

}  // namespace d2l

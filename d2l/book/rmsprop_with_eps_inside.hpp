#pragma once

#include "d2l/book/trainer.hpp"

namespace d2l {

/// RMSProp with ε inside of the root, p ← p - lr·g / √(s + ε), as section 7.6 has it from scratch. optim::RMSprop has
/// it beside the root, as PyTorch does, and no ε there takes the same steps; so this is what the concise version takes
/// to be compared (--aligned).
Trainer rmsprop_with_eps_inside(double gamma, double eps);

}  // namespace d2l

#pragma once

namespace d2l::formulas {

// One formula, both devices: an elementwise op is a small struct with its value and its gradient: from the dy that
// arrives to dx. The gradient is written so that nothing on the way overflows or vanishes where dx does not; and an op
// that masks (relu, clamp) lets 0 through where it blocks, whatever dy is: 0 · ∞ would be NaN. `constexpr` lets device
// code call them as well.

/// What the gradient of an op on one tensor needs besides dy, of what is cheap to keep.
enum class Keep { nothing, input, output };

/// From which operands a gradient of an op on two tensors is computed, besides what arrives.
enum class Needs { nothing, a, b, both };

constexpr bool needs(Needs gradient, Needs operand) { return gradient == operand || gradient == Needs::both; }

}  // namespace d2l::formulas

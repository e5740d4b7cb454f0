#pragma once

// The formulas of all elementwise ops, by family.

#include "d2l/kernels/formulas/binary.hpp"
#include "d2l/kernels/formulas/comparison.hpp"
#include "d2l/kernels/formulas/convert.hpp"
#include "d2l/kernels/formulas/gradient.hpp"
#include "d2l/kernels/formulas/scalar.hpp"
#include "d2l/kernels/formulas/unary.hpp"

#pragma once

// The formulas that more than one op uses; the others stand beside their op.

#include "d2l/kernels/formulas/binary.hpp"
#include "d2l/kernels/formulas/gradient.hpp"
#include "d2l/kernels/formulas/needs.hpp"
#include "d2l/kernels/formulas/scalar.hpp"

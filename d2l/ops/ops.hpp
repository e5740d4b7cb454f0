#pragma once

// All ops, as functions and as members of Tensor.

#include "d2l/core/tensor.hpp"
#include "d2l/ops/arithmetic.hpp"
#include "d2l/ops/comparison.hpp"
#include "d2l/ops/copy.hpp"
#include "d2l/ops/creation.hpp"
#include "d2l/ops/elementwise.hpp"
#include "d2l/ops/indexing.hpp"
#include "d2l/ops/logical.hpp"
#include "d2l/ops/matmul.hpp"
#include "d2l/ops/random.hpp"
#include "d2l/ops/reduction.hpp"
#include "d2l/ops/slicing.hpp"
#include "d2l/ops/softmax.hpp"
#include "d2l/ops/view.hpp"

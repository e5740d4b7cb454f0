#include "d2l/kernels/formulas/binary.hpp"
#include "d2l/ops/arithmetic.hpp"
#include "d2l/ops/elementwise_op.hpp"

namespace d2l {

D2L_BINARY_OF_FLOATS(maximum, Maximum)
D2L_BINARY_OF_FLOATS(minimum, Minimum)

}  // namespace d2l

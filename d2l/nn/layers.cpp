#include "d2l/nn/layers.hpp"

#include <fmt/format.h>

namespace d2l::nn {

std::string LeakyReLU::extra_repr() const { return fmt::format("negative_slope={}", negative_slope); }

std::string GELU::extra_repr() const { return form == Gelu::exact ? "approximate='none'" : "approximate='tanh'"; }

}  // namespace d2l::nn

#pragma once

#include "d2l/core/tensor.hpp"

namespace d2l {

/// Cᵢ = Aᵢ Bᵢ for two batches of equally many matrices, A (b, n, k) and B (b, k, m). dAᵢ = dCᵢ Bᵢᵀ, dBᵢ = Aᵢᵀ dCᵢ.
/// Throws ShapeError where shapes do not fit. (`matmul` also broadcasts.)
template <std::floating_point T>
Tensor<T> bmm(const Tensor<T>& A, const Tensor<T>& B, const Out<T>& out = {});

}  // namespace d2l

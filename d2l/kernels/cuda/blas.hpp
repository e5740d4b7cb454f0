#pragma once

#include <cublas_v2.h>

namespace d2l::cuda {

/// This thread's cuBLAS on a device: on its stream, with working memory of its own, so that no product asks for memory
/// and a stream can be captured. Made when it is first asked for.
cublasHandle_t blas(int device);

/// Throws DeviceError, `operation: cuBLAS says …`, unless a call of cuBLAS has succeeded.
void check(cublasStatus_t status, const char* operation);

}  // namespace d2l::cuda

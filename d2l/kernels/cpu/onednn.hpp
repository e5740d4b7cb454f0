#pragma once

#include <dnnl.hpp>

namespace d2l::kernels::onednn {

/// The CPU, on which everything is computed.
const dnnl::engine& engine();

/// To be called before oneDNN computes. It shares work among omp_get_max_threads() threads and assumes that all of them
/// come: the share of one that does not come (OMP_DYNAMIC, OMP_THREAD_LIMIT) would never be computed.
void keep_promised_threads();

/// How a convolution's operands lie in memory, and how its windows go over the images.
struct Convolution {
  dnnl::memory::desc images, weights, outputs;
  dnnl::memory::dims strides, gaps, padding;  ///< down and across; gaps are dilation - 1
};

// What oneDNN's versions write differently.

/// The product C = A B, prepared for matrices that lie in memory like this.
dnnl::matmul product(const dnnl::memory::desc& a, const dnnl::memory::desc& b, const dnnl::memory::desc& c);

/// Floats of the same sizes, in whatever order oneDNN likes best.
dnnl::memory::desc in_any_order(const dnnl::memory::desc& x);

/// A convolution, and its two ways back, each prepared with temporary memory from the caller.
dnnl::convolution_forward::primitive_desc forward(const Convolution& c);
dnnl::convolution_backward_data::primitive_desc backward_data(const Convolution& c);
dnnl::convolution_backward_weights::primitive_desc backward_weights(const Convolution& c);

}  // namespace d2l::kernels::onednn

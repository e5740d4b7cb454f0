#pragma once

#include <dnnl.hpp>

/// What oneDNN's versions write differently.
namespace d2l::kernels::onednn {

/// The product C = A B, prepared for matrices that lie so in memory.
inline dnnl::matmul product(const dnnl::engine& engine, const dnnl::memory::desc& a, const dnnl::memory::desc& b,
                            const dnnl::memory::desc& c) {
#if DNNL_VERSION_MAJOR < 3
  return dnnl::matmul({{a, b, c}, engine});  // NOLINT(modernize-return-braced-init-list)
#else
  return dnnl::matmul({engine, a, b, c});
#endif
}

}  // namespace d2l::kernels::onednn

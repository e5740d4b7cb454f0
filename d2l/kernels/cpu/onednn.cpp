#include "d2l/kernels/cpu/onednn.hpp"

#include <omp.h>

namespace d2l::kernels::onednn {
namespace {

constexpr auto algorithm = dnnl::algorithm::convolution_direct;

dnnl::primitive_attr temporary_memory_from_caller() {
  dnnl::primitive_attr attributes;
  attributes.set_scratchpad_mode(dnnl::scratchpad_mode::user);
  return attributes;
}

}  // namespace

const dnnl::engine& engine() {
  static const dnnl::engine cpu(dnnl::engine::kind::cpu, 0);
  return cpu;
}

void keep_promised_threads() {
  omp_set_dynamic(0);
  if (omp_get_max_threads() > omp_get_thread_limit()) omp_set_num_threads(omp_get_thread_limit());
}

#if DNNL_VERSION_MAJOR < 3

dnnl::memory::desc in_any_order(const dnnl::memory::desc& x) {
  return {x.dims(), dnnl::memory::data_type::f32, dnnl::memory::format_tag::any};
}

dnnl::matmul product(const dnnl::memory::desc& a, const dnnl::memory::desc& b, const dnnl::memory::desc& c) {
  return dnnl::matmul({{a, b, c}, engine()});  // NOLINT(modernize-return-braced-init-list)
}

dnnl::convolution_forward::primitive_desc forward(const Convolution& c) {
  return {{dnnl::prop_kind::forward_training, algorithm, c.images, c.weights, c.outputs, c.strides, c.gaps, c.padding,
           c.padding},
          temporary_memory_from_caller(),
          engine()};
}

template <class Backward>
typename Backward::primitive_desc backward(const Convolution& c) {
  return {{algorithm, c.images, c.weights, c.outputs, c.strides, c.gaps, c.padding, c.padding},
          temporary_memory_from_caller(),
          engine(),
          forward(c)};
}

#else

dnnl::memory::desc in_any_order(const dnnl::memory::desc& x) {
  return {x.get_dims(), dnnl::memory::data_type::f32, dnnl::memory::format_tag::any};
}

dnnl::matmul product(const dnnl::memory::desc& a, const dnnl::memory::desc& b, const dnnl::memory::desc& c) {
  return dnnl::matmul({engine(), a, b, c});
}

dnnl::convolution_forward::primitive_desc forward(const Convolution& c) {
  return {engine(),
          dnnl::prop_kind::forward_training,
          algorithm,
          c.images,
          c.weights,
          c.outputs,
          c.strides,
          c.gaps,
          c.padding,
          c.padding,
          temporary_memory_from_caller()};
}

template <class Backward>
typename Backward::primitive_desc backward(const Convolution& c) {
  return {engine(),
          algorithm,
          c.images,
          c.weights,
          c.outputs,
          c.strides,
          c.gaps,
          c.padding,
          c.padding,
          forward(c),
          temporary_memory_from_caller()};
}

#endif

dnnl::convolution_backward_data::primitive_desc backward_data(const Convolution& c) {
  return backward<dnnl::convolution_backward_data>(c);
}

dnnl::convolution_backward_weights::primitive_desc backward_weights(const Convolution& c) {
  return backward<dnnl::convolution_backward_weights>(c);
}

}  // namespace d2l::kernels::onednn

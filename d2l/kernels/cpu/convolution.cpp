#include <string>

#include "d2l/core/error.hpp"
#include "d2l/kernels/convolution_by_products.hpp"
#include "d2l/kernels/cpu/direct_convolution.hpp"
#include "d2l/kernels/cpu/onednn.hpp"

namespace d2l::kernels {
namespace {

using dnnl::memory;

memory::desc described(const memory::dims& sizes, memory::format_tag format) {
  return {sizes, memory::data_type::f32, format};
}

// Images as tensors have them, (n, c, h, w).
memory as_memory(const Tensor<float>& X) {
  return {described({X.size(0), X.size(1), X.size(2), X.size(3)}, memory::format_tag::nchw), onednn::engine(),
          X.data_ptr()};
}

// Weights as tensors have them, (groups, c_out of a group, c of a group, kh, kw).
memory as_memory(const Tensor<float>& W, std::int64_t groups) {
  return {described({groups, W.size(0) / groups, W.size(1), W.size(2), W.size(3)}, memory::format_tag::goihw),
          onednn::engine(), W.data_ptr()};
}

// The convolution with all operands in whatever order oneDNN likes best.
onednn::Convolution in_any_order(const memory& images, const memory& weights, const memory& outputs,
                                 const Windows2d& windows) {
  const auto& [rows, columns] = windows;
  return {.images = onednn::in_any_order(images.get_desc()),
          .weights = onednn::in_any_order(weights.get_desc()),
          .outputs = onednn::in_any_order(outputs.get_desc()),
          .strides = {rows.stride, columns.stride},
          .gaps = {rows.dilation - 1, columns.dilation - 1},
          .padding = {rows.padding, columns.padding}};
}

// A call of a primitive: its operands in the orders that it wants, which lie in memory from our own cache, since fresh
// pages from oneDNN would take as long as the work.
class Call {
 public:
  Call() { onednn::keep_promised_threads(); }

  memory input(const memory& x, const memory::desc& wanted) {
    if (x.get_desc() == wanted) return x;
    const auto reordered = room(wanted);
    reorder(x, reordered);
    return reordered;
  }
  memory output(const memory& y, const memory::desc& wanted) { return y.get_desc() == wanted ? y : room(wanted); }
  memory room(const memory::desc& wanted) {
    const auto bytes = Tensor<std::uint8_t>::allocate({static_cast<std::int64_t>(wanted.get_size())}, Device{});
    rooms_.push_back(bytes);
    return {wanted, onednn::engine(), bytes.data_ptr()};
  }
  void run(const dnnl::primitive& primitive, const std::unordered_map<int, memory>& arguments) {
    primitive.execute(stream_, arguments);
  }
  void deliver(const memory& result, const memory& y) {
    if (result.get_data_handle() != y.get_data_handle()) reorder(result, y);
    stream_.wait();
  }

 private:
  void reorder(const memory& from, const memory& to) {
    dnnl::reorder(from, to).execute(stream_, {{DNNL_ARG_FROM, from}, {DNNL_ARG_TO, to}});
  }

  dnnl::stream stream_{onednn::engine()};
  std::vector<Tensor<std::uint8_t>> rooms_;
};

void convolve(const memory& Y, const memory& X, const memory& W, const Windows2d& windows) {
  const auto how = onednn::forward(in_any_order(X, W, Y, windows));
  Call call;
  const auto y = call.output(Y, how.dst_desc());
  call.run(dnnl::convolution_forward(how), {{DNNL_ARG_SRC, call.input(X, how.src_desc())},
                                            {DNNL_ARG_WEIGHTS, call.input(W, how.weights_desc())},
                                            {DNNL_ARG_DST, y},
                                            {DNNL_ARG_SCRATCHPAD, call.room(how.scratchpad_desc())}});
  call.deliver(y, Y);
}

void convolve_back_to_data(const memory& dX, const memory& dY, const memory& W, const Windows2d& windows) {
  const auto how = onednn::backward_data(in_any_order(dX, W, dY, windows));
  Call call;
  const auto dx = call.output(dX, how.diff_src_desc());
  call.run(dnnl::convolution_backward_data(how), {{DNNL_ARG_DIFF_DST, call.input(dY, how.diff_dst_desc())},
                                                  {DNNL_ARG_WEIGHTS, call.input(W, how.weights_desc())},
                                                  {DNNL_ARG_DIFF_SRC, dx},
                                                  {DNNL_ARG_SCRATCHPAD, call.room(how.scratchpad_desc())}});
  call.deliver(dx, dX);
}

void convolve_back_to_weights(const memory& dW, const memory& dY, const memory& X, const Windows2d& windows) {
  const auto how = onednn::backward_weights(in_any_order(X, dW, dY, windows));
  Call call;
  const auto dw = call.output(dW, how.diff_weights_desc());
  call.run(dnnl::convolution_backward_weights(how), {{DNNL_ARG_DIFF_DST, call.input(dY, how.diff_dst_desc())},
                                                     {DNNL_ARG_SRC, call.input(X, how.src_desc())},
                                                     {DNNL_ARG_DIFF_WEIGHTS, dw},
                                                     {DNNL_ARG_SCRATCHPAD, call.room(how.scratchpad_desc())}});
  call.deliver(dw, dW);
}

template <class F>
void with_onednn(const F& f) {
  try {
    f();
  } catch (const dnnl::error& error) {
    throw Error(std::string("conv2d: oneDNN failed: ") + error.what());
  }
}

}  // namespace

// Floats by oneDNN or, where that is faster, directly; doubles, which oneDNN does not know, by products.

template <class T>
void conv2d(Cpu cpu, const Tensor<T>& Y, const Tensor<T>& X, const Tensor<T>& W, const Windows2d& windows,
            std::int64_t groups) {
  if (Y.numel() == 0) return;
  if constexpr (std::same_as<T, float>) {
    if (direct::suits_forward(X, W, windows, groups)) return direct::conv2d(Y, X, W, windows);
    with_onednn([&] { convolve(as_memory(Y), as_memory(X), as_memory(W, groups), windows); });
  } else {
    by_products::conv2d(cpu, Y, X, W, windows, groups);
  }
}

template <class T>
void conv2d_data(Cpu cpu, const Tensor<T>& dX, const Tensor<T>& dY, const Tensor<T>& W, const Windows2d& windows,
                 std::int64_t groups) {
  if (dX.numel() == 0) return;
  if constexpr (std::same_as<T, float>) {
    if (direct::suits_backward(dX, W, windows, groups)) return direct::conv2d_data(dX, dY, W, windows);
    with_onednn([&] { convolve_back_to_data(as_memory(dX), as_memory(dY), as_memory(W, groups), windows); });
  } else {
    by_products::conv2d_data(cpu, dX, dY, W, windows, groups);
  }
}

template <class T>
void conv2d_weights(Cpu cpu, const Tensor<T>& dW, const Tensor<T>& dY, const Tensor<T>& X, const Windows2d& windows,
                    std::int64_t groups) {
  if (X.numel() == 0) return fill(dW, T(0));
  if constexpr (std::same_as<T, float>) {
    if (direct::suits_backward(X, dW, windows, groups)) return direct::conv2d_weights(dW, dY, X, windows);
    with_onednn([&] { convolve_back_to_weights(as_memory(dW, groups), as_memory(dY), as_memory(X), windows); });
  } else {
    by_products::conv2d_weights(cpu, dW, dY, X, windows, groups);
  }
}

#define D2L_INSTANTIATE(T)                                                                                         \
  template void conv2d(Cpu, const Tensor<T>&, const Tensor<T>&, const Tensor<T>&, const Windows2d&, std::int64_t); \
  template void conv2d_data(Cpu, const Tensor<T>&, const Tensor<T>&, const Tensor<T>&, const Windows2d&,           \
                            std::int64_t);                                                                         \
  template void conv2d_weights(Cpu, const Tensor<T>&, const Tensor<T>&, const Tensor<T>&, const Windows2d&,        \
                               std::int64_t);
D2L_FOR_FLOATS(D2L_INSTANTIATE)

}  // namespace d2l::kernels

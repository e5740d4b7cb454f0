#include <initializer_list>
#include <string>
#include <unordered_map>
#include <vector>

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

// What a primitive reads or writes: as which argument, where it lies, and in which order the primitive wants it.
struct Operand {
  int argument;
  memory lies;
  memory::desc wanted;
};

// Lets a primitive compute. What it wants in another order is brought into it and back, in memory from our own cache:
// fresh pages from oneDNN would take as long as the work.
void compute(const dnnl::primitive& primitive, const memory::desc& scratchpad, std::initializer_list<Operand> inputs,
             const Operand& output) {
  onednn::keep_promised_threads();
  dnnl::stream stream(onednn::engine());
  std::vector<Tensor<std::uint8_t>> rooms;
  const auto room = [&](const memory::desc& wanted) -> memory {
    const auto bytes = static_cast<std::int64_t>(wanted.get_size());
    rooms.push_back(Tensor<std::uint8_t>::allocate({bytes}, Device{}));
    return {wanted, onednn::engine(), rooms.back().data_ptr()};
  };
  const auto reorder = [&](const memory& from, const memory& to) {
    dnnl::reorder(from, to).execute(stream, {{DNNL_ARG_FROM, from}, {DNNL_ARG_TO, to}});
  };
  const auto place_for = [&](const Operand& x) { return x.lies.get_desc() == x.wanted ? x.lies : room(x.wanted); };

  const auto result = place_for(output);
  std::unordered_map<int, memory> arguments{{output.argument, result}, {DNNL_ARG_SCRATCHPAD, room(scratchpad)}};
  for (const auto& input : inputs) {
    const auto x = place_for(input);
    if (x != input.lies) reorder(input.lies, x);
    arguments.emplace(input.argument, x);
  }
  primitive.execute(stream, arguments);
  if (result != output.lies) reorder(result, output.lies);
  stream.wait();
}

void convolve(const memory& Y, const memory& X, const memory& W, const Windows2d& windows) {
  const auto how = onednn::forward(in_any_order(X, W, Y, windows));
  compute(dnnl::convolution_forward(how), how.scratchpad_desc(),
          {{DNNL_ARG_SRC, X, how.src_desc()}, {DNNL_ARG_WEIGHTS, W, how.weights_desc()}},
          {DNNL_ARG_DST, Y, how.dst_desc()});
}

void convolve_back_to_data(const memory& dX, const memory& dY, const memory& W, const Windows2d& windows) {
  const auto how = onednn::backward_data(in_any_order(dX, W, dY, windows));
  compute(dnnl::convolution_backward_data(how), how.scratchpad_desc(),
          {{DNNL_ARG_DIFF_DST, dY, how.diff_dst_desc()}, {DNNL_ARG_WEIGHTS, W, how.weights_desc()}},
          {DNNL_ARG_DIFF_SRC, dX, how.diff_src_desc()});
}

void convolve_back_to_weights(const memory& dW, const memory& dY, const memory& X, const Windows2d& windows) {
  const auto how = onednn::backward_weights(in_any_order(X, dW, dY, windows));
  compute(dnnl::convolution_backward_weights(how), how.scratchpad_desc(),
          {{DNNL_ARG_DIFF_DST, dY, how.diff_dst_desc()}, {DNNL_ARG_SRC, X, how.src_desc()}},
          {DNNL_ARG_DIFF_WEIGHTS, dW, how.diff_weights_desc()});
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

#include <d2l/ops/ops.hpp>

#include "grids.hpp"
#include "property.hpp"

using namespace d2l;

namespace {

// The stride is mostly that of the kernel, and the padding at most half of it.
Grid pooling_grid(Trial& t) {
  Grid how{.kernel = size(t, "kernel", 1, 4)};
  how.stride = t.flag("with stride") ? size(t, "stride", 1, 3) : how.kernel;
  how.padding = {t.pick(how.kernel.height / 2 + 1), t.pick(how.kernel.width / 2 + 1)};
  if (t.rarely() && t.rarely()) how.padding = size(t, "any padding", 0, 3);
  t.note("padding", Places{how.padding.height, how.padding.width});
  how.ceil_mode = t.flag("ceil_mode");
  return how;
}

// Where it is the kernel's, it is sometimes not told.
std::optional<Size2d> told_stride(Trial& t, const Grid& how) {
  return how.stride == how.kernel && t.flag("stride not told") ? std::nullopt : std::optional(how.stride);
}

bool is_over_padded(const Grid& how) {
  return 2 * how.padding.height > how.kernel.height || 2 * how.padding.width > how.kernel.width;
}

void try_max_pool2d(Trial& t) {
  const auto& X = t.tensor(floats, image_shape(t, 1 + t.pick(3)), Values::any);
  auto how = pooling_grid(t);
  if (t.pick(4) == 3) how.dilation = size(t, "dilation", 1, 3);
  const auto stride = told_stride(t, how);
  t.refused_if<ValueError>(!is_legal(how));
  t.refused_if<ShapeError>(!are_images(X.shape()) || !has_windows(how, X.shape()) || is_over_padded(how) ||
                           !how.is_never_empty(X.shape()));
  t.expect([&] { return largest(X.numbers, how); },
           [&] {
             return applied(X, [&]<std::floating_point T>(const Tensor<T>& x) {
               return max_pool2d(
                   x, how.kernel,
                   {.stride = stride, .padding = how.padding, .dilation = how.dilation, .ceil_mode = how.ceil_mode});
             });
           });
}

void try_avg_pool2d(Trial& t) {
  const auto& X = t.tensor(floats, image_shape(t, 1 + t.pick(3)), Values::special);
  const auto how = pooling_grid(t);
  const auto stride = told_stride(t, how);
  const bool count_include_pad = t.flag("count_include_pad");
  t.refused_if<ValueError>(!is_legal(how));
  t.refused_if<ShapeError>(!are_images(X.shape()) || !has_windows(how, X.shape()) || is_over_padded(how));
  t.expect([&] { return means(X.numbers, how, count_include_pad); },
           [&] {
             return applied(X, [&]<std::floating_point T>(const Tensor<T>& x) {
               return avg_pool2d(x, how.kernel,
                                 {.stride = stride,
                                  .padding = how.padding,
                                  .ceil_mode = how.ceil_mode,
                                  .count_include_pad = count_include_pad});
             });
           },
           rounded);
}

void try_adaptive_avg_pool2d(Trial& t) {
  const auto& X = t.tensor(floats, image_shape(t, 1 + t.pick(3)), Values::special);
  const auto output = size(t, "output", 1, 8);
  t.refused_if<ValueError>(output.height < 1 || output.width < 1);
  const bool images = are_images(X.shape());
  t.refused_if<ShapeError>(!images || X.shape().back() == 0 || X.shape()[X.shape().size() - 2] == 0);
  t.expect([&] { return adaptive_means(X.numbers, output); },
           [&] {
             return applied(X,
                            [&]<std::floating_point T>(const Tensor<T>& x) { return adaptive_avg_pool2d(x, output); });
           },
           rounded);
}

}  // namespace

std::vector<Property> pooling_properties() {
  return {
      {"max_pool2d", try_max_pool2d}, {"avg_pool2d", try_avg_pool2d}, {"adaptive_avg_pool2d", try_adaptive_avg_pool2d}};
}

#include <algorithm>

#include <d2l/ops/ops.hpp>

#include "grids.hpp"
#include "property.hpp"

using namespace d2l;

// The numbers are such as make no rounding in sums of products, so that the order of adding does not matter.
namespace {

bool rarest(Trial& t) { return t.rarely() && t.rarely(); }

// The numbers of channels that go into and come out of each group, and of groups.
struct Channels {
  std::int64_t in, out, groups;

  explicit Channels(Trial& t) : in(1 + t.pick(3)), out(1 + t.pick(3)), groups(1 + t.pick(5) / 3) {
    if (rarest(t)) groups = t.one_of(Places{3, 0, -1});
    t.note("groups", static_cast<double>(groups));
  }
  // So many in all groups; where there is none, in one.
  std::int64_t all(std::int64_t of_group) const { return of_group * std::max<std::int64_t>(groups, 1); }
};

// X, W and sometimes b, in which mostly all sizes fit; `from` and `to` are W's first two axes.
struct Operands {
  Type type;
  const Operand *X, *W, *b;
  Size2d kernel;

  Operands(Trial& t, std::int64_t channels, std::int64_t from, std::int64_t to, std::int64_t biases)
      : type(t.one_of(floats)), kernel(1 + t.pick(3), 1 + t.pick(3)) {
    const Places weights{from, to, kernel.height, kernel.width};
    X = &t.tensor(type, image_shape(t, channels), Values::exact);
    W = &t.tensor(type, t.rarely() ? t.mostly(weights) : weights, Values::exact);
    b = t.flag("with bias") ? &t.tensor(type, t.rarely() ? t.mostly({biases}) : Places{biases}, Values::exact)
                            : nullptr;
    if (are_weights()) kernel = {W->shape()[2], W->shape()[3]};
  }

  bool are_weights() const { return W->axes() == 4; }
  const Plain* bias() const { return b ? &b->numbers : nullptr; }
  std::int64_t channels() const { return X->shape()[X->shape().size() - 3]; }
  // Whether W's axes are there, of which one goes with X, in groups, and one with b.
  bool fit(std::int64_t from, std::int64_t to, std::int64_t groups) const {
    return W->shape()[0] % groups == 0 && !W->numbers.values.empty() && channels() == from &&
           (!b || b->shape() == Places{to});
  }
};

void try_conv2d(Trial& t) {
  const Channels c(t);
  const Operands x(t, c.all(c.in), c.all(c.out), c.in, c.all(c.out));
  const auto how = grid(t, x.kernel);
  t.refused_if<ValueError>(c.groups < 1 || !is_legal(how));
  const bool images = are_images(x.X->shape()) && x.are_weights();
  const bool fit = images && c.groups > 0 && x.fit(x.W->shape()[1] * c.groups, x.W->shape()[0], c.groups);
  t.refused_if<ShapeError>(!fit || !has_windows(how, x.X->shape()));
  t.expect([&] { return convolution(x.X->numbers, x.W->numbers, x.bias(), how, c.groups); },
           [&] {
             return applied(*x.X, [&]<std::floating_point T>(const Tensor<T>& X) {
               return conv2d(
                   X, x.W->in<T>(), x.b ? x.b->in<T>() : Tensor<T>(),
                   {.stride = how.stride, .padding = how.padding, .dilation = how.dilation, .groups = c.groups});
             });
           },
           rounded);
}

void try_conv_transpose2d(Trial& t) {
  const Channels c(t);
  const Operands x(t, c.all(c.in), c.all(c.in), c.out, c.all(c.out));
  const auto how = grid(t, x.kernel);
  const Size2d more = t.pick(4) == 3 ? size(t, "output padding", 0, 1) : Size2d(0);
  const bool too_much =
      more.height < 0 || more.height >= how.stride.height || more.width < 0 || more.width >= how.stride.width;
  t.refused_if<ValueError>(c.groups < 1 || !is_legal(how) || too_much);
  const bool images = are_images(x.X->shape()) && x.are_weights();
  const bool fit = images && c.groups > 0 && x.fit(x.W->shape()[0], x.W->shape()[1] * c.groups, c.groups);
  const auto is_left = [](const Line& line, std::int64_t n, std::int64_t more) {
    return n > 0 && line.place(n - 1, line.kernel - 1) + 1 - line.padding + more > 0;
  };
  const auto is_image_left = [&] {
    const auto& shape = x.X->shape();
    return is_left(how.rows(), shape[shape.size() - 2], more.height) &&
           is_left(how.columns(), shape.back(), more.width);
  };
  t.refused_if<ShapeError>(!fit || !is_image_left());
  t.expect([&] { return transposed_convolution(x.X->numbers, x.W->numbers, x.bias(), how, more, c.groups); },
           [&] {
             return applied(*x.X, [&]<std::floating_point T>(const Tensor<T>& X) {
               return conv_transpose2d(X, x.W->in<T>(), x.b ? x.b->in<T>() : Tensor<T>(),
                                       {.stride = how.stride,
                                        .padding = how.padding,
                                        .output_padding = more,
                                        .groups = c.groups,
                                        .dilation = how.dilation});
             });
           },
           rounded);
}

PatchOptions options(const Grid& how) {
  return {.dilation = how.dilation, .padding = how.padding, .stride = how.stride};
}

void try_unfold(Trial& t) {
  const auto& X = t.tensor(floats, image_shape(t, 1 + t.pick(3), rarest(t)), Values::special);
  const auto how = grid(t, size(t, "kernel", 1, 3));
  const bool images = are_images(X.shape(), false);
  t.refused_if<ValueError>(!is_legal(how));
  t.refused_if<ShapeError>(!images || !has_windows(how, X.shape()));
  t.expect([&] { return columns_of(X.numbers, how); },
           [&] {
             return applied(
                 X, [&]<std::floating_point T>(const Tensor<T>& x) { return unfold(x, how.kernel, options(how)); });
           });
}

void try_fold(Trial& t) {
  const auto how = grid(t, size(t, "kernel", 1, 3));
  const auto output = size(t, "output", 1, 7);
  const bool windows = has_windows(how, output.height, output.width);
  const auto places = how.kernel.height * how.kernel.width;
  const auto count = windows ? how.rows().count(output.height) * how.columns().count(output.width) : 1;
  Places shape{t.one_of(Places{1, 2, 3, 0}), std::max<std::int64_t>(places, 1) * t.one_of(Places{1, 2, 3}), count};
  if (t.rarely()) shape = t.mostly(shape);
  const auto& x = t.tensor(floats, shape, Values::exact);
  t.refused_if<ValueError>(!is_legal(how));
  t.refused_if<ShapeError>(!windows || shape.size() != 3 || shape[1] % places != 0 || shape[2] != count);
  t.expect([&] { return images_of(x.numbers, output, how); },
           [&] {
             return applied(x, [&]<std::floating_point T>(const Tensor<T>& columns) {
               return fold(columns, output, how.kernel, options(how));
             });
           },
           rounded);
}

}  // namespace

std::vector<Property> convolution_properties() {
  return {
      {"conv2d", try_conv2d}, {"conv_transpose2d", try_conv_transpose2d}, {"unfold", try_unfold}, {"fold", try_fold}};
}

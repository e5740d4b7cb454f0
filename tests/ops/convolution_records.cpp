#include <d2l/ops/ops.hpp>

#include "image_references.hpp"
#include "samples.hpp"

using namespace d2l;

namespace {

using Shapes = std::vector<std::vector<Shape>>;

const Plain* bias(const std::vector<Plain>& x) { return x.size() > 2 ? &x[2] : nullptr; }
template <class T>
Tensor<T> bias(const List<T>& x) {
  return x.size() > 2 ? x[2] : Tensor<T>();
}

Record conv(const Shapes& shapes, const Grid& grid, std::int64_t groups = 1, std::vector<Wrong> wrongs = {}) {
  return Record{"conv2d", of_shapes(shapes),
                [=](const std::vector<Plain>& x) { return convolution(x[0], x[1], bias(x), grid, groups); },
                std::move(wrongs)}
      .floats([=](const auto& x) {
        return conv2d(x[0], x[1], bias(x),
                      {.stride = grid.stride, .padding = grid.padding, .dilation = grid.dilation, .groups = groups});
      })
      .rounded();
}

Record transposed(const Shapes& shapes, const Grid& grid, Size2d output_padding = 0, std::int64_t groups = 1,
                  std::vector<Wrong> wrongs = {}) {
  return Record{"conv_transpose2d", of_shapes(shapes),
                [=](const std::vector<Plain>& x) {
                  return transposed_convolution(x[0], x[1], bias(x), grid, output_padding, groups);
                },
                std::move(wrongs)}
      .floats([=](const auto& x) {
        return conv_transpose2d(x[0], x[1], bias(x),
                                {.stride = grid.stride,
                                 .padding = grid.padding,
                                 .output_padding = output_padding,
                                 .groups = groups,
                                 .dilation = grid.dilation});
      })
      .rounded();
}

PatchOptions options(const Grid& grid) {
  return {.dilation = grid.dilation, .padding = grid.padding, .stride = grid.stride};
}

Record unfolded(const std::vector<std::vector<Shape>>& shapes, const Grid& grid, std::vector<Wrong> wrongs = {}) {
  return Record{"unfold", of_shapes(shapes), [=](const std::vector<Plain>& x) { return columns_of(x[0], grid); },
                std::move(wrongs)}
      .floats([=](const auto& x) { return unfold(x[0], grid.kernel, options(grid)); });
}

Record folded(const std::vector<std::vector<Shape>>& shapes, Size2d size, const Grid& grid,
              std::vector<Wrong> wrongs = {}) {
  return Record{"fold", of_shapes(shapes), [=](const std::vector<Plain>& x) { return images_of(x[0], size, grid); },
                std::move(wrongs)}
      .floats([=](const auto& x) { return fold(x[0], size, grid.kernel, options(grid)); });
}

const auto X = [] { return zeros({1, 4, 5, 5}); };

std::vector<Wrong> wrong_convolutions() {
  const auto refused = [](auto error, const char* label, const Shape& of_W, const Conv2dOptions& options,
                          const char* said, const Shape& of_X = {1, 4, 5, 5}) {
    return wrong<decltype(error)>(label, [=] { conv2d(zeros(of_X), zeros(of_W), {}, options); }, said);
  };
  const ShapeError shape("");
  const ValueError value("");
  return {refused(shape, "no images", {2, 4, 3, 3}, {}, "it takes (n, channels, h, w)", {5, 5}),
          refused(shape, "weights of three axes", {2, 3, 3}, {}, "four axes"),
          refused(shape, "other channels", {2, 3, 3, 3}, {}, "for 3 channels, not for 4"),
          refused(shape, "groups that do not divide", {3, 2, 3, 3}, {.groups = 2}, "the groups must divide"),
          refused(shape, "no channel that comes out", {0, 4, 3, 3}, {}, "conv2d"),
          refused(value, "a kernel of nothing", {2, 4, 0, 3}, {}, "a kernel of (0, 3)"),
          refused(shape, "a kernel larger than the image", {2, 4, 6, 1}, {}, "does not fit"),
          refused(shape, "... with its gaps", {2, 4, 3, 3}, {.padding = {0, 1}, .dilation = 3}, "covers (7, 7)"),
          refused(shape, "images without pixels", {2, 4, 1, 1}, {.padding = 1}, "does not fit", {1, 4, 0, 5}),
          refused(value, "no stride", {2, 4, 3, 3}, {.stride = {1, 0}}, "a stride of (1, 0)"),
          refused(value, "a negative padding", {2, 4, 3, 3}, {.padding = {-1, 0}}, "a padding of (-1, 0)"),
          refused(value, "no dilation", {2, 4, 3, 3}, {.dilation = 0}, "a dilation of"),
          refused(value, "a stride that no axis has", {2, 4, 3, 3}, {.stride = std::int64_t{1} << 40}, "at most"),
          refused(value, "no groups", {2, 4, 3, 3}, {.groups = 0}, "0 groups"),
          wrong<ShapeError>(
              "a bias for other channels", [] { conv2d(X(), zeros({2, 4, 3, 3}), zeros({4})); }, "a bias of"),
          wrong<ShapeError>(
              "a bias that is a matrix", [] { conv2d(X(), zeros({2, 4, 3, 3}), zeros({2, 1})); }, "a bias of")};
}

std::vector<Wrong> wrong_transposed() {
  return {
      wrong<ShapeError>(
          "other channels", [] { conv_transpose2d(X(), zeros({3, 2, 3, 3})); }, "for 3 channels, not for 4"),
      wrong<ShapeError>(
          "a bias for other channels", [] { conv_transpose2d(X(), zeros({4, 2, 3, 3}), zeros({4})); }, "a bias of"),
      wrong<ShapeError>(
          "groups that do not divide", [] { conv_transpose2d(X(), zeros({4, 2, 3, 3}), {}, {.groups = 3}); },
          "the groups must divide"),
      wrong<ShapeError>(
          "a padding that leaves nothing",
          [] { conv_transpose2d(zeros({1, 1, 1, 1}), zeros({1, 1, 2, 2}), {}, {.padding = 1}); }, "would become"),
      wrong<ShapeError>(
          "images without pixels", [] { conv_transpose2d(zeros({1, 1, 0, 1}), zeros({1, 1, 2, 2})); }, "would become"),
      wrong<ValueError>(
          "an output padding as large as the stride",
          [] { conv_transpose2d(X(), zeros({4, 2, 3, 3}), {}, {.stride = 2, .output_padding = {1, 2}}); },
          "an output padding of (1, 2)"),
      wrong<ValueError>(
          "a negative output padding",
          [] { conv_transpose2d(X(), zeros({4, 2, 3, 3}), {}, {.stride = 2, .output_padding = -1}); },
          "an output padding")};
}

std::vector<Wrong> wrong_unfolded() {
  return {wrong<ShapeError>(
              "one image", [] { unfold(zeros({4, 5, 5}), 2); }, "it takes (n, channels, h, w)"),
          wrong<ShapeError>(
              "a kernel larger than the image", [] { unfold(X(), {2, 6}); }, "does not fit"),
          wrong<ValueError>("a kernel of nothing", [] { unfold(X(), {0, 2}); }, "a kernel of (0, 2)")};
}

std::vector<Wrong> wrong_folded() {
  return {wrong<ShapeError>(
              "columns of other kernels", [] { fold(zeros({1, 7, 9}), 4, 2); }, "it takes (n, channels·4, 9)"),
          wrong<ShapeError>(
              "other windows", [] { fold(zeros({1, 8, 8}), 4, 2); }, "it takes (n, channels·4, 9)"),
          wrong<ShapeError>(
              "a matrix", [] { fold(zeros({8, 9}), 4, 2); }, "it takes (n, channels·4, 9)"),
          wrong<ShapeError>(
              "images smaller than the kernel", [] { fold(zeros({1, 8, 9}), {1, 4}, 2); }, "does not fit"),
          wrong<ValueError>("no stride", [] { fold(zeros({1, 8, 9}), 4, 2, {.stride = 0}); }, "a stride of")};
}

}  // namespace

std::vector<Record> convolution_records() {
  const auto one_window = Grid{.kernel = {3, 2}};
  return {
      conv({{{2, 3, 5, 4}, {4, 3, 3, 2}, {4}},
            {{2, 3, 5, 4}, {4, 3, 3, 2}},
            {{1, 1, 3, 2}, {1, 1, 3, 2}, {1}},  // a window as large as the image
            {{3, 5, 4}, {2, 3, 3, 2}, {2}},     // one image
            {{0, 3, 5, 4}, {4, 3, 3, 2}, {4}},
            {{3, 3, 9, 11}, {33, 3, 3, 2}, {33}}},
           one_window, 1, wrong_convolutions()),
      conv({{{2, 3, 4, 5}, {4, 3, 1, 1}, {4}}}, {.kernel = 1}),
      conv({{{2, 2, 7, 5}, {3, 2, 3, 2}, {3}}, {{1, 2, 33, 8}, {3, 2, 3, 2}, {3}}},
           {.kernel = {3, 2}, .stride = {2, 3}}),
      conv({{{2, 2, 4, 3}, {3, 2, 3, 3}, {3}}, {{1, 2, 1, 2}, {3, 2, 3, 3}, {3}}}, {.kernel = 3, .padding = {1, 2}}),
      conv({{{1, 2, 3, 2}, {2, 2, 1, 2}, {2}}},
           {.kernel = {1, 2}, .stride = 2, .padding = 3}),  // windows of zeros alone
      conv({{{1, 2, 6, 8}, {3, 2, 2, 3}, {3}}}, {.kernel = {2, 3}, .dilation = {4, 2}}),
      conv({{{1, 2, 6, 7}, {3, 2, 2, 3}, {3}}},
           {.kernel = {2, 3}, .stride = {3, 2}, .padding = {2, 1}, .dilation = {2, 3}}),
      conv({{{2, 4, 4, 5}, {6, 2, 3, 2}, {6}}, {{4, 4, 5}, {6, 2, 3, 2}}},
           {.kernel = {3, 2}, .stride = {1, 2}, .padding = 1}, 2),
      conv({{{2, 3, 4, 5}, {6, 1, 3, 2}, {6}}, {{1, 3, 4, 5}, {3, 1, 3, 2}}}, one_window, 3),  // channel by channel
      transposed({{{2, 3, 3, 4}, {3, 4, 3, 2}, {4}},
                  {{2, 3, 3, 4}, {3, 4, 3, 2}},
                  {{1, 1, 1, 1}, {1, 1, 3, 2}, {1}},
                  {{3, 2, 4}, {3, 2, 3, 2}, {2}},
                  {{0, 3, 2, 4}, {3, 2, 3, 2}, {2}},
                  {{2, 7, 5, 11}, {7, 17, 3, 2}, {17}}},
                 one_window, 0, 1, wrong_transposed()),
      transposed({{{1, 2, 3, 4}, {2, 3, 3, 2}, {3}}}, {.kernel = {3, 2}, .stride = {2, 3}, .padding = {1, 0}}),
      transposed({{{1, 2, 3, 2}, {2, 3, 4, 4}, {3}}}, {.kernel = 4, .stride = 2, .padding = 1}),
      transposed({{{1, 2, 3, 2}, {2, 3, 2, 3}, {3}}}, {.kernel = {2, 3}, .stride = {3, 2}, .padding = 1}, {2, 1}),
      transposed({{{1, 2, 2, 3}, {2, 3, 2, 2}, {3}}}, {.kernel = 2, .stride = {1, 3}, .dilation = {2, 3}}, {0, 2}),
      transposed({{{1, 2, 2, 3}, {2, 3, 1, 1}, {3}}}, {.kernel = 1, .stride = 3}),  // with gaps that only b reaches
      transposed({{{2, 4, 2, 3}, {4, 3, 3, 2}, {6}}, {{4, 2, 3}, {4, 3, 3, 2}}}, {.kernel = {3, 2}, .stride = 2}, 1, 2),
      unfolded({{{2, 3, 4, 5}}, {{1, 1, 3, 2}}, {{0, 2, 4, 5}}, {{2, 0, 4, 5}}, {{3, 5, 17, 19}}}, one_window,
               wrong_unfolded()),
      unfolded({{{2, 2, 4, 5}}}, {.kernel = {2, 3}, .stride = {2, 1}, .padding = {1, 2}, .dilation = {3, 2}}),
      folded({{{2, 12, 9}}, {{0, 6, 9}}, {{1, 0, 9}}}, {5, 4}, one_window, wrong_folded()),
      folded({{{1, 12, 15}}}, {4, 5}, {.kernel = {2, 3}, .stride = {2, 1}, .padding = {2, 1}, .dilation = {2, 1}}),
      folded({{{2, 4, 4}}}, {5, 6}, {.kernel = 2, .stride = {3, 4}}),  // with pixels that no window has
      folded({{{3, 66, 256}}}, {18, 17}, one_window),
  };
}

#include <d2l/ops/ops.hpp>

#include "image_references.hpp"
#include "samples.hpp"

using namespace d2l;

namespace {

using Shapes = std::vector<std::vector<Shape>>;

const Shapes images{{{2, 3, 5, 6}}, {{1, 1, 3, 2}}, {{3, 5, 4}}, {{0, 3, 5, 4}}, {{2, 0, 5, 4}}, {{3, 7, 17, 35}}};

const auto X = [] { return zeros({1, 2, 5, 5}); };

// Of max_pool2d and avg_pool2d alike.
template <class Options, class Op>
std::vector<Wrong> wrongs(const std::string& name, Op op) {
  return {wrong<ShapeError>(
              "a matrix", [=] { op(zeros({5, 5}), 2, Options{}); }, name + ": images of shape (5, 5)"),
          wrong<ShapeError>(
              "a kernel larger than the image", [=] { op(X(), {2, 6}, Options{}); }, "does not fit"),
          wrong<ShapeError>(
              "images without pixels", [=] { op(zeros({1, 2, 5, 0}), 2, Options{.padding = 1, .ceil_mode = true}); },
              "does not fit"),
          wrong<ShapeError>(
              "more padding than half of the kernel", [=] { op(X(), {3, 2}, Options{.padding = {2, 1}}); },
              "more than half of a kernel of (3, 2)"),
          wrong<ValueError>(
              "a kernel of nothing", [=] { op(X(), 0, Options{}); }, "a kernel of (0, 0)"),
          wrong<ValueError>(
              "no stride", [=] { op(X(), 2, Options{.stride = 0}); }, "a stride of (0, 0)"),
          wrong<ValueError>(
              "a negative padding", [=] { op(X(), 2, Options{.padding = {0, -1}}); }, "a padding of (0, -1)")};
}

Record max_pool(const std::vector<Sample>& samples, const Grid& grid, std::vector<Wrong> wrongs = {}) {
  return Record{"max_pool2d", samples, [=](const std::vector<Plain>& x) { return largest(x[0], grid); },
                std::move(wrongs)}
      .floats([=](const auto& x) {
        return max_pool2d(
            x[0], grid.kernel,
            {.stride = grid.stride, .padding = grid.padding, .dilation = grid.dilation, .ceil_mode = grid.ceil_mode});
      });
}

std::vector<Wrong> wrong_max_pools() {
  auto all = wrongs<MaxPool2dOptions>(
      "max_pool2d", [](const auto& x, Size2d kernel, const auto& options) { max_pool2d(x, kernel, options); });
  all.push_back(wrong<ValueError>("no dilation", [] { max_pool2d(X(), 2, {.dilation = 0}); }, "a dilation of"));
  all.push_back(wrong<ShapeError>(
      "a window with all its places in the padding",
      [] { max_pool2d(zeros({1, 1, 2, 5}), 2, {.padding = 1, .dilation = {3, 1}}); }, "nothing but padding"));
  return all;
}

Record avg_pool(const Shapes& shapes, const Grid& grid, bool count_include_pad = true, std::vector<Wrong> wrongs = {}) {
  return Record{"avg_pool2d", of_shapes(shapes),
                [=](const std::vector<Plain>& x) { return means(x[0], grid, count_include_pad); }, std::move(wrongs)}
      .floats([=](const auto& x) {
        return avg_pool2d(x[0], grid.kernel,
                          {.stride = grid.stride,
                           .padding = grid.padding,
                           .ceil_mode = grid.ceil_mode,
                           .count_include_pad = count_include_pad});
      });
}

Record adaptive(const Shapes& shapes, Size2d output, std::vector<Wrong> wrongs = {}) {
  return Record{"adaptive_avg_pool2d", of_shapes(shapes),
                [=](const std::vector<Plain>& x) { return adaptive_means(x[0], output); }, std::move(wrongs)}
      .floats([=](const auto& x) { return adaptive_avg_pool2d(x[0], output); });
}

}  // namespace

std::vector<Record> pooling_records() {
  // Windows that share places, or leave some out; a last one that begins in front of the end or just not.
  const std::vector<Grid> grids{{.kernel = {2, 2}, .stride = {2, 1}},
                                {.kernel = {1, 2}, .stride = 3, .ceil_mode = true},
                                {.kernel = 2, .stride = 2},
                                {.kernel = 2, .stride = 2, .ceil_mode = true},
                                {.kernel = {3, 2}, .stride = 2, .padding = 1},
                                {.kernel = {3, 2}, .stride = 2, .padding = 1, .ceil_mode = true},
                                {.kernel = {2, 5}, .stride = {2, 3}, .padding = {1, 2}, .ceil_mode = true}};
  std::vector<Record> records;
  for (const auto& grid : grids) {
    records.push_back(max_pool(of_shapes(images), grid));
    records.push_back(avg_pool(images, grid));
    records.push_back(avg_pool(images, grid, false));
  }
  const Grid larger_than_image{.kernel = 4, .stride = 2, .ceil_mode = true};
  for (auto& record : {
           max_pool(of_shapes({{{1, 2, 8, 7}}}), {.kernel = {3, 2}, .stride = {1, 2}, .dilation = {2, 3}},
                    wrong_max_pools()),
           max_pool(of_shapes({{{1, 2, 8, 7}}}),
                    {.kernel = 3, .stride = {3, 2}, .padding = 1, .dilation = {3, 2}, .ceil_mode = true}),
           max_pool(of_shapes({{{2, 5, 9, 8}}, {{1, 2, 33, 18}}}, Range::whole), {.kernel = 3, .padding = 1}),
           max_pool(of_shapes({{{1, 2, 3, 3}}}), larger_than_image),
           avg_pool(
               {{{1, 2, 3, 3}}}, larger_than_image, true,
               wrongs<AvgPool2dOptions>("avg_pool2d", [](const auto& x, Size2d kernel,
                                                         const auto& options) { avg_pool2d(x, kernel, options); })),
           adaptive(
               {{{2, 3, 5, 7}}, {{3, 6, 8}}, {{1, 1, 3, 4}}, {{0, 2, 5, 7}}, {{3, 7, 17, 35}}}, {3, 4},
               {wrong<ShapeError>(
                    "a vector", [] { adaptive_avg_pool2d(zeros({5}), 1); }, "adaptive_avg_pool2d"),
                wrong<ShapeError>(
                    "images without pixels", [] { adaptive_avg_pool2d(zeros({1, 1, 0, 2}), 1); }, "have no pixels"),
                wrong<ValueError>(
                    "no output", [] { adaptive_avg_pool2d(X(), {1, 0}); }, "an output of (1, 0)")}),
           adaptive({{{1, 2, 5, 7}}}, 1), adaptive({{{1, 2, 2, 3}}}, {5, 4}),  // larger than the image
       })
    records.push_back(record);
  return records;
}

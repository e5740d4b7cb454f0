#include <d2l/ops/ops.hpp>

#include "image_references.hpp"
#include "samples.hpp"

using namespace d2l;

namespace {

using Shapes = std::vector<std::vector<Shape>>;

Record scaled(const Shapes& shapes, Size2d size, std::vector<Wrong> wrongs = {}) {
  return Record{"interpolate", of_shapes(shapes), [=](const std::vector<Plain>& x) { return bilinear(x[0], size); },
                std::move(wrongs)}
      .floats([=](const auto& x) { return interpolate(x[0], size); })
      .rounded();
}

Record with_margins(const Shapes& shapes, const Margins& margins, double value = 0, std::vector<Wrong> wrongs = {}) {
  return Record{"pad", of_shapes(shapes), [=](const std::vector<Plain>& x) { return padded(x[0], margins, value); },
                std::move(wrongs)}
      .floats([=](const auto& x) { return pad(x[0], margins, value); });
}

std::vector<Wrong> wrong_sizes() {
  return {wrong<ShapeError>(
              "one image", [] { interpolate(zeros({1, 2, 2}), 3); }, "it takes (n, channels, h, w)"),
          wrong<ShapeError>(
              "no size", [] { interpolate(zeros({1, 1, 2, 2}), {3, 0}); }, "cannot be scaled to (3, 0)"),
          wrong<ShapeError>("images without pixels", [] { interpolate(zeros({1, 1, 0, 2}), 3); }, "cannot be scaled")};
}

std::vector<Wrong> wrong_margins() {
  return {wrong<ShapeError>(
              "a vector", [] { pad(zeros({3}), {.left = 1}); }, "it takes"),
          wrong<ShapeError>(
              "nothing left", [] { pad(zeros({2, 3}), {.left = -1, .right = -2}); }, "leave nothing"),
          wrong<ShapeError>(
              "more cut off than there is", [] { pad(zeros({2, 3}), {.top = 3, .bottom = -3}); }, "leave nothing")};
}

}  // namespace

std::vector<Record> resizing_records() {
  return {
      scaled({{{1, 2, 5, 4}}, {{2, 1, 1, 3}}, {{0, 2, 2, 2}}, {{2, 0, 2, 2}}, {{2, 3, 9, 11}}}, {7, 9}, wrong_sizes()),
      scaled({{{2, 2, 7, 5}}, {{1, 1, 3, 2}}, {{1, 1, 33, 17}}}, {3, 2}),
      scaled({{{1, 2, 4, 6}}}, 1),
      scaled({{{1, 1, 3, 8}}}, {17, 3}),  // larger down, smaller across
      with_margins({{{2, 3}}, {{2, 3, 2}}, {{2, 1, 3, 4}}, {{2, 1, 2, 2, 3}}, {{0, 2, 3}}, {{2, 3, 33, 17}}},
                   {.left = 1, .right = 2, .bottom = 3}, 0, wrong_margins()),
      with_margins({{{2, 1, 3, 4}}}, {.left = -1, .right = -2, .top = -1}),
      with_margins({{{4, 5}}, {{2, 3, 2}}}, {.left = -1, .right = 3, .top = 2, .bottom = -1}, -1.5),
      with_margins({{{2, 0}}, {{2, 2}}}, {.left = 1, .right = 1}, 2),
      with_margins({{{3, 2}}}, {.left = -2, .right = 1}, 2),  // with nothing of what there was
  };
}

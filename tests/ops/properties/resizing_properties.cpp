#include <algorithm>

#include <d2l/ops/ops.hpp>

#include "grids.hpp"
#include "property.hpp"

using namespace d2l;

namespace {

// The place between two pixels is as exact as the sizes allow, and what lies there as the pixels are large.
void try_interpolate(Trial& t) {
  const auto& X = t.tensor(floats, image_shape(t, 1 + t.pick(3), t.rarely() && t.rarely()), Values::exact);
  const auto output = size(t, "size", 1, 9);
  const auto& shape = X.shape();
  t.refused_if<ShapeError>(!are_images(shape, false) || shape[2] == 0 || shape[3] == 0 || output.height < 1 ||
                           output.width < 1);
  t.expect(
      [&] { return bilinear(X.numbers, output); },
      [&] { return applied(X, [&]<std::floating_point T>(const Tensor<T>& x) { return interpolate(x, output); }); },
      {64, magnitude(X.numbers)});
}

void try_pad(Trial& t) {
  const auto& X = t.tensor(floats, t.shape(4, 2), Values::any);
  const auto margin = [&](const char* name) { return t.rarely() ? t.number(name, 4) : t.pick(4) - 1; };
  const Margins margins{margin("left"), margin("right"), margin("top"), margin("bottom")};
  t.note("margins", Places{margins.left, margins.right, margins.top, margins.bottom});
  const double value = t.pick(3) == 0 ? 0 : static_cast<double>(t.number("value", 4));
  const auto nothing_left = [](std::int64_t n, std::int64_t before, std::int64_t behind) {
    const auto kept = n + std::min<std::int64_t>(before, 0) + std::min<std::int64_t>(behind, 0);
    return kept < 0 || n + before + behind < 1;
  };
  const auto& shape = X.shape();
  t.refused_if<ShapeError>(shape.size() < 2 || nothing_left(shape.back(), margins.left, margins.right) ||
                           nothing_left(shape[shape.size() - 2], margins.top, margins.bottom));
  t.expect(
      [&] { return padded(X.numbers, margins, value); },
      [&] { return applied(X, [&]<std::floating_point T>(const Tensor<T>& x) { return pad(x, margins, value); }); });
}

}  // namespace

std::vector<Property> resizing_properties() { return {{"interpolate", try_interpolate}, {"pad", try_pad}}; }

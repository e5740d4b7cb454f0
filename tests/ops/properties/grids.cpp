#include "grids.hpp"

#include <algorithm>
#include <cmath>

using namespace d2l;

Size2d size(Trial& t, const char* name, std::int64_t least, std::int64_t most) {
  Size2d drawn{least + t.pick(most - least + 1), least + t.pick(most - least + 1)};
  if (t.rarely() && t.rarely()) (t.pick(2) == 0 ? drawn.height : drawn.width) = least - 1;
  t.note(name, Places{drawn.height, drawn.width});
  return drawn;
}

Places image_shape(Trial& t, std::int64_t channels, bool one) {
  static const Places sizes{1, 2, 3, 4, 5, 6, 7, 4, 5, 6, 7}, batches{1, 2, 3, 1, 2, 3, 1, 0};
  const auto n = t.one_of(batches), h = t.one_of(sizes), w = t.one_of(sizes);
  if (t.rarely() && t.rarely()) return t.shape();
  return one && t.pick(4) == 3 ? Places{channels, h, w} : Places{n, channels, h, w};
}

bool are_images(const Places& shape, bool one) { return shape.size() == 4 || (one && shape.size() == 3); }

Grid grid(Trial& t, Size2d kernel) {
  Grid drawn{.kernel = kernel};
  drawn.stride = size(t, "stride", 1, 3);
  drawn.padding = size(t, "padding", 0, 2);
  if (t.pick(3) == 2) drawn.dilation = size(t, "dilation", 1, 3);
  return drawn;
}

bool is_legal(const Grid& grid) {
  const auto at_least = [](Size2d size, std::int64_t least) { return size.height >= least && size.width >= least; };
  return at_least(grid.kernel, 1) && at_least(grid.stride, 1) && at_least(grid.padding, 0) &&
         at_least(grid.dilation, 1);
}

bool has_windows(const Grid& grid, std::int64_t rows, std::int64_t columns) {
  return is_legal(grid) && grid.rows().count(rows) > 0 && grid.columns().count(columns) > 0;
}

bool has_windows(const Grid& grid, const Places& images) {
  return has_windows(grid, images[images.size() - 2], images.back());
}

double magnitude(const Plain& x) {
  double most = 0;
  for (const auto value : x.values)
    if (std::isfinite(value)) most = std::max(most, std::abs(value));
  return most;
}

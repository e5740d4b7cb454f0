#include "image_references.hpp"

#include <algorithm>
#include <cmath>

namespace {

// One image is a batch of one.
Plain as_batch(const Plain& X) {
  if (X.shape.size() == 4) return X;
  return {{1, X.shape[0], X.shape[1], X.shape[2]}, X.values};
}

// The result for X: f(i, channel, row, column) at each place, the leading axes being X's own.
template <class F>
Plain images(const Plain& X, std::int64_t channels, std::int64_t rows, std::int64_t columns, const F& f) {
  if (X.shape.size() == 3)
    return make({channels, rows, columns}, [&](const Places& p) { return f(0, p[0], p[1], p[2]); });
  return make({X.shape[0], channels, rows, columns}, [&](const Places& p) { return f(p[0], p[1], p[2], p[3]); });
}

// 0 in the padding.
double pixel(const Plain& X, std::int64_t i, std::int64_t c, std::int64_t row, std::int64_t column) {
  if (row < 0 || row >= X.shape[2] || column < 0 || column >= X.shape[3]) return 0;
  return at(X, {i, c, row, column});
}

// Calls f(window, k) for place k of each of `count` windows that lies at `place`.
template <class F>
void for_each_over(const Line& line, std::int64_t count, std::int64_t place, const F& f) {
  for (std::int64_t i = 0; i < count; ++i)
    for (std::int64_t k = 0; k < line.kernel; ++k)
      if (line.place(i, k) == place) f(i, k);
}

// The places of n, be it with a part of them only, that lie in the i-th of `count` equal shares.
Places adaptive_places(std::int64_t i, std::int64_t count, std::int64_t n) {
  Places places;
  for (std::int64_t p = 0; p < n; ++p)
    if ((p + 1) * count > i * n && p * count < (i + 1) * n) places.push_back(p);
  return places;
}

// What pixel r of n weighs in pixel i of m: less the farther they are apart, when both axes have the same length.
double weight(std::int64_t r, std::int64_t n, std::int64_t i, std::int64_t m) {
  const double position = (static_cast<double>(i) + 0.5) * static_cast<double>(n) / static_cast<double>(m) - 0.5;
  const double distance = std::clamp(position, 0.0, static_cast<double>(n - 1)) - static_cast<double>(r);
  return std::max(1 - std::abs(distance), 0.0);
}

// f(channel, numbers of the channel) for each channel of X.
template <class F>
Plain of_channels(const Plain& X, const F& f) {
  const auto channels = X.shape[1];
  std::vector<std::vector<double>> numbers(static_cast<std::size_t>(channels));
  make(X.shape, [&](const Places& p) {
    numbers[static_cast<std::size_t>(p[1])].push_back(at(X, p));
    return 0;
  });
  return make({channels}, [&](const Places& p) { return f(numbers[static_cast<std::size_t>(p[0])]); });
}

double mean_of(const std::vector<double>& x) {
  long double sum = 0;
  for (const auto value : x) sum += value;
  return static_cast<double>(sum / static_cast<long double>(x.size()));
}

}  // namespace

std::int64_t Line::count(std::int64_t n) const {
  if (n == 0) return 0;
  const auto end = n + padding;
  const auto exists = [&](std::int64_t i) {
    const bool fits = place(i, kernel - 1) < end;
    return fits || (ceil_mode && place(i - 1, kernel - 1) < end - 1 && place(i, 0) < n);
  };
  std::int64_t i = 0;
  while (exists(i)) ++i;
  return i;
}

Places Line::inside(std::int64_t i, std::int64_t n) const {
  Places places;
  for (std::int64_t k = 0; k < kernel; ++k)
    if (const auto p = place(i, k); p >= 0 && p < n) places.push_back(p);
  return places;
}

bool Grid::is_never_empty(const Places& shape) const {
  const auto never_empty = [](const Line& line, std::int64_t n) {
    for (std::int64_t i = 0; i < line.count(n); ++i)
      if (line.inside(i, n).empty()) return false;
    return true;
  };
  return never_empty(rows(), shape[shape.size() - 2]) && never_empty(columns(), shape.back());
}

Plain convolution(const Plain& images_or_image, const Plain& W, const Plain* b, const Grid& grid, std::int64_t groups) {
  const auto X = as_batch(images_or_image);
  const auto rows = grid.rows(), columns = grid.columns();
  const auto out = W.shape[0], in_group = W.shape[1];
  return images(images_or_image, out, rows.count(X.shape[2]), columns.count(X.shape[3]),
                [&](std::int64_t i, std::int64_t o, std::int64_t p, std::int64_t q) {
                  double sum = b ? at(*b, {o}) : 0;
                  for (std::int64_t c = 0; c < in_group; ++c)
                    for (std::int64_t u = 0; u < rows.kernel; ++u)
                      for (std::int64_t v = 0; v < columns.kernel; ++v)
                        sum += at(W, {o, c, u, v}) *
                               pixel(X, i, o / (out / groups) * in_group + c, rows.place(p, u), columns.place(q, v));
                  return sum;
                });
}

Plain transposed_convolution(const Plain& images_or_image, const Plain& W, const Plain* b, const Grid& grid,
                             d2l::Size2d output_padding, std::int64_t groups) {
  const auto X = as_batch(images_or_image);
  const auto rows = grid.rows(), columns = grid.columns();
  const auto h = X.shape[2], w = X.shape[3], out_group = W.shape[1], in_group = W.shape[0] / groups;
  // To behind the last window's last place, without the padding behind the image, but with what is added there.
  const auto size = [](const Line& line, std::int64_t n, std::int64_t more) {
    return line.place(n - 1, line.kernel - 1) + 1 - line.padding + more;
  };
  return images(images_or_image, out_group * groups, size(rows, h, output_padding.height),
                size(columns, w, output_padding.width),
                [&](std::int64_t i, std::int64_t o, std::int64_t row, std::int64_t column) {
                  double sum = b ? at(*b, {o}) : 0;
                  for_each_over(rows, h, row, [&](std::int64_t p, std::int64_t u) {
                    for_each_over(columns, w, column, [&](std::int64_t q, std::int64_t v) {
                      for (std::int64_t c = 0; c < in_group; ++c) {
                        const auto from = o / out_group * in_group + c;
                        sum += at(X, {i, from, p, q}) * at(W, {from, o % out_group, u, v});
                      }
                    });
                  });
                  return sum;
                });
}

Plain columns_of(const Plain& X, const Grid& grid) {
  const auto rows = grid.rows(), columns = grid.columns();
  const auto across = columns.count(X.shape[3]), places = rows.kernel * columns.kernel;
  return make({X.shape[0], X.shape[1] * places, rows.count(X.shape[2]) * across}, [&](const Places& p) {
    const auto place = p[1] % places;
    return pixel(X, p[0], p[1] / places, rows.place(p[2] / across, place / columns.kernel),
                 columns.place(p[2] % across, place % columns.kernel));
  });
}

Plain images_of(const Plain& x, d2l::Size2d size, const Grid& grid) {
  const auto rows = grid.rows(), columns = grid.columns();
  const auto down = rows.count(size.height), across = columns.count(size.width), places = rows.kernel * columns.kernel;
  return make({x.shape[0], x.shape[1] / places, size.height, size.width}, [&](const Places& at_pixel) {
    double sum = 0;
    for_each_over(rows, down, at_pixel[2], [&](std::int64_t p, std::int64_t u) {
      for_each_over(columns, across, at_pixel[3], [&](std::int64_t q, std::int64_t v) {
        sum += at(x, {at_pixel[0], at_pixel[1] * places + u * columns.kernel + v, p * across + q});
      });
    });
    return sum;
  });
}

Plain largest(const Plain& images_or_image, const Grid& grid) {
  const auto X = as_batch(images_or_image);
  const auto rows = grid.rows(), columns = grid.columns();
  const auto h = X.shape[2], w = X.shape[3];
  return images(images_or_image, X.shape[1], rows.count(h), columns.count(w),
                [&](std::int64_t i, std::int64_t c, std::int64_t p, std::int64_t q) {
                  std::vector<double> numbers;
                  for (const auto row : rows.inside(p, h))
                    for (const auto column : columns.inside(q, w)) numbers.push_back(at(X, {i, c, row, column}));
                  const auto nan = std::ranges::find_if(numbers, [](double x) { return std::isnan(x); });
                  return nan != numbers.end() ? *nan : std::ranges::max(numbers);
                });
}

Plain means(const Plain& images_or_image, const Grid& grid, bool count_include_pad) {
  const auto X = as_batch(images_or_image);
  const auto rows = grid.rows(), columns = grid.columns();
  const auto h = X.shape[2], w = X.shape[3];
  const auto counted = [&](const Line& line, std::int64_t i, std::int64_t n) {
    std::int64_t count = 0;  // what reaches over the padding, as a last window in ceil_mode may, counts never
    for (std::int64_t k = 0; k < line.kernel; ++k) {
      const auto p = line.place(i, k);
      count += count_include_pad ? p < n + line.padding : p >= 0 && p < n;
    }
    return count;
  };
  return images(images_or_image, X.shape[1], rows.count(h), columns.count(w),
                [&](std::int64_t i, std::int64_t c, std::int64_t p, std::int64_t q) {
                  double sum = 0;
                  for (const auto row : rows.inside(p, h))
                    for (const auto column : columns.inside(q, w)) sum += at(X, {i, c, row, column});
                  return sum / static_cast<double>(counted(rows, p, h) * counted(columns, q, w));
                });
}

Plain adaptive_means(const Plain& images_or_image, d2l::Size2d output) {
  const auto X = as_batch(images_or_image);
  return images(images_or_image, X.shape[1], output.height, output.width,
                [&](std::int64_t i, std::int64_t c, std::int64_t p, std::int64_t q) {
                  std::vector<double> numbers;
                  for (const auto row : adaptive_places(p, output.height, X.shape[2]))
                    for (const auto column : adaptive_places(q, output.width, X.shape[3]))
                      numbers.push_back(at(X, {i, c, row, column}));
                  return mean_of(numbers);
                });
}

Plain bilinear(const Plain& X, d2l::Size2d size) {
  const auto h = X.shape[2], w = X.shape[3];
  return make({X.shape[0], X.shape[1], size.height, size.width}, [&](const Places& p) {
    double sum = 0;
    for (std::int64_t row = 0; row < h; ++row)
      for (std::int64_t column = 0; column < w; ++column)
        sum +=
            weight(row, h, p[2], size.height) * weight(column, w, p[3], size.width) * at(X, {p[0], p[1], row, column});
    return sum;
  });
}

Plain padded(const Plain& X, const d2l::Margins& margins, double value) {
  auto shape = X.shape;
  const auto rows = shape.size() - 2, columns = shape.size() - 1;
  shape[rows] += margins.top + margins.bottom;
  shape[columns] += margins.left + margins.right;
  return make(shape, [&](Places p) {
    p[rows] -= margins.top;
    p[columns] -= margins.left;
    const bool inside = p[rows] >= 0 && p[rows] < X.shape[rows] && p[columns] >= 0 && p[columns] < X.shape[columns];
    return inside ? at(X, p) : value;
  });
}

Plain normalized(const Plain& X, const Plain& mean, const Plain& variance, const Plain* gamma, const Plain* beta,
                 double eps) {
  return make(X.shape, [&](const Places& p) {
    const Places c{p[1]};
    const double x = (at(X, p) - at(mean, c)) / std::sqrt(at(variance, c) + eps);
    return x * (gamma ? at(*gamma, c) : 1) + (beta ? at(*beta, c) : 0);
  });
}

Plain channel_means(const Plain& X) { return of_channels(X, mean_of); }

Plain channel_variances(const Plain& X) {
  return of_channels(X, [](const std::vector<double>& x) {
    const double mean = mean_of(x);
    auto squares = x;
    for (auto& value : squares) value = (value - mean) * (value - mean);
    return mean_of(squares);
  });
}

#include <limits>

#include <d2l/ops/windows.hpp>

#include "comparisons.hpp"

using namespace d2l;

namespace {

using kernels::AverageWindows, kernels::Windows2d;

// Windows on images: as large as they are, side by side, with gaps, in the padding, few and many.
struct Case {
  Shape images;
  Windows2d windows;
  std::int64_t outputs = 3, groups = 1;  // of a convolution

  Size2d counts() const { return count_windows("", images[2], images[3], windows); }
  Shape patches() const {
    return {images[0], images[1], windows.rows.size, windows.columns.size, counts().height, counts().width};
  }
  Shape weights() const { return {outputs, images[1] / groups, windows.rows.size, windows.columns.size}; }
  Shape results(std::int64_t channels) const { return {images[0], channels, counts().height, counts().width}; }
};
const std::vector<Case> cases{
    {.images = {1, 1, 1, 1}, .windows = {{1}, {1}}},
    {.images = {2, 3, 3, 2}, .windows = {{3}, {2}}},
    {.images = {0, 2, 5, 4}, .windows = {{2}, {3}}},
    {.images = {3, 5, 17, 31}, .windows = {{3}, {2}}, .outputs = 7},
    {.images = {2, 3, 33, 9}, .windows = {{.size = 2, .stride = 2}, {.size = 3, .stride = 3}}},
    {.images = {2, 2, 9, 33}, .windows = {{.size = 5, .stride = 3, .padding = 2}, {.size = 3, .padding = 1}}},
    {.images = {1, 3, 11, 12},
     .windows = {{.size = 3, .padding = 1, .dilation = 3}, {.size = 2, .stride = 2, .dilation = 2}}},
    {.images = {2, 4, 6, 7}, .windows = {{.size = 3, .padding = 1}, {.size = 2}}, .outputs = 6, .groups = 2},
    {.images = {2, 6, 7, 5}, .windows = {{.size = 2, .stride = 2}, {.size = 3}}, .outputs = 6, .groups = 6}};

template <class T>
void unfold_of() {
  for (const auto& c : cases)
    for (const auto& P : layouts<T>(c.patches()))
      compare(
          exact,
          [&](auto device, const auto& patches, const auto& images) {
            kernels::unfold(device, patches, images, c.windows);
          },
          P, numbers<T>(c.images));
}

template <class T>
void fold_of() {
  for (const auto& c : cases)
    for (const auto& P : layouts<T>(c.patches()))
      compare(
          rounding<T>,
          [&](auto device, const auto& images, const auto& patches) {
            kernels::fold(device, images, patches, c.windows);
          },
          numbers<T>(c.images), P);
}

// The sums of products are added up in another order.
template <class T>
void conv2d_of() {
  for (const auto& c : cases)
    compare(
        20 * rounding<T>,
        [&](auto device, const auto& Y, const auto& X, const auto& W) {
          kernels::conv2d(device, Y, X, W, c.windows, c.groups);
        },
        numbers<T>(c.results(c.outputs)), numbers<T>(c.images), numbers<T>(c.weights()));
}

template <class T>
void conv2d_data_of() {
  for (const auto& c : cases)
    compare(
        20 * rounding<T>,
        [&](auto device, const auto& dX, const auto& dY, const auto& W) {
          kernels::conv2d_data(device, dX, dY, W, c.windows, c.groups);
        },
        numbers<T>(c.images), numbers<T>(c.results(c.outputs)), numbers<T>(c.weights()));
}

template <class T>
void conv2d_weights_of() {
  for (const auto& c : cases)
    compare(
        50 * rounding<T>,
        [&](auto device, const auto& dW, const auto& dY, const auto& X) {
          kernels::conv2d_weights(device, dW, dY, X, c.windows, c.groups);
        },
        numbers<T>(c.weights()), numbers<T>(c.results(c.outputs)), numbers<T>(c.images));
}

// With numbers that are equal, with infinities, and with NaN.
template <class T>
Tensor<T> hard_to_compare(const Shape& shape) {
  const auto x = randint(0, 4, shape).to<T>();
  const auto flat = x.view({-1});
  for (std::int64_t i = 0; i < x.numel(); i += 7) flat[i].fill_(-std::numeric_limits<T>::infinity());
  for (std::int64_t i = 3; i < x.numel(); i += 23) flat[i].fill_(std::numeric_limits<T>::quiet_NaN());
  return x;
}

template <class T>
void max_pool2d_of() {
  for (const auto& c : cases)
    for (const auto& X :
         {numbers<T>(c.images), hard_to_compare<T>(c.images), full<T>(c.images, -std::numeric_limits<T>::infinity())})
      compare(
          exact,
          [&](auto device, const auto& Y, const auto& places, const auto& images) {
            kernels::max_pool2d(device, Y, places, images, c.windows);
          },
          numbers<T>(c.results(c.images[1])), numbers<std::int64_t>(c.results(c.images[1])), X);
}

template <class T>
void max_pool2d_gradient_of() {
  for (const auto& c : cases) {
    const auto dY = numbers<T>(c.results(c.images[1]));
    const auto places = numbers<std::int64_t>(dY.shape());
    kernels::max_pool2d(kernels::Cpu(), numbers<T>(dY.shape()), places, hard_to_compare<T>(c.images), c.windows);
    compare(
        rounding<T>,
        [&](auto device, const auto& dX, const auto& from_behind, const auto& found) {
          kernels::max_pool2d_gradient(device, dX, from_behind, found, c.windows);
        },
        numbers<T>(c.images), dY, places);
  }
}

// Calls f(images, averaged windows, rows, columns): with and without the padding's zeros, one more window than fits
// into the image, and windows that are adapted to it.
template <class F>
void for_averages(const F& f) {
  for (const auto& c : cases) {
    if (c.windows.rows.dilation > 1) continue;
    for (const std::int64_t with_padding : {0, 1})
      for (const bool ceil_mode : {false, true}) {
        const auto counts = count_windows("", c.images[2], c.images[3], c.windows, ceil_mode);
        f(c.images,
          AverageWindows{
              .n = c.images[2], .count = counts.height, .windows = c.windows.rows, .with_padding = with_padding},
          AverageWindows{
              .n = c.images[3], .count = counts.width, .windows = c.windows.columns, .with_padding = with_padding});
      }
    f(c.images, AverageWindows{.n = c.images[2], .count = 3, .adaptive = 1},
      AverageWindows{.n = c.images[3], .count = 4, .adaptive = 1});
  }
}

template <class T>
void avg_pool2d_of() {
  for_averages([](const Shape& images, const AverageWindows& rows, const AverageWindows& columns) {
    compare(
        rounding<T>,
        [&](auto device, const auto& Y, const auto& X) { kernels::avg_pool2d(device, Y, X, rows, columns); },
        numbers<T>({images[0], images[1], rows.count, columns.count}), numbers<T>(images));
  });
}

template <class T>
void avg_pool2d_gradient_of() {
  for_averages([](const Shape& images, const AverageWindows& rows, const AverageWindows& columns) {
    compare(
        rounding<T>,
        [&](auto device, const auto& dX, const auto& dY) {
          kernels::avg_pool2d_gradient(device, dX, dY, rows, columns);
        },
        numbers<T>(images), numbers<T>({images[0], images[1], rows.count, columns.count}));
  });
}

// Images, and their sizes when scaled.
const std::vector<std::pair<Shape, Size2d>> scalings{{{1, 1, 1, 1}, {3, 2}},   {{2, 3, 5, 4}, {7, 9}},
                                                     {{2, 2, 28, 9}, {64, 3}}, {{0, 2, 3, 3}, {4, 4}},
                                                     {{1, 2, 33, 17}, {1, 1}}, {{3, 5, 7, 7}, {7, 7}}};

// Where a pixel lies between two others may be rounded otherwise.
template <class T>
void bilinear_of() {
  for (const auto& [images, size] : scalings)
    compare(
        20 * rounding<T>, [](auto device, const auto& Y, const auto& X) { kernels::bilinear(device, Y, X); },
        numbers<T>({images[0], images[1], size.height, size.width}), numbers<T>(images));
}

template <class T>
void bilinear_gradient_of() {
  for (const auto& [images, size] : scalings)
    compare(
        20 * rounding<T>,
        [](auto device, const auto& dX, const auto& dY) { kernels::bilinear_gradient(device, dX, dY); },
        numbers<T>(images), numbers<T>({images[0], images[1], size.height, size.width}));
}

template <class T>
void channel_products_of() {
  for (const Shape& shape : {Shape{1, 1}, Shape{257, 3}, Shape{3, 257}, Shape{2, 5, 33}, Shape{3, 2, 31, 37},
                             Shape{0, 3, 2}, Shape{2, 0, 2}, Shape{2, 3, 0}, Shape{2, 2, 3, 4, 5}})
    compare(
        20 * rounding<double>,
        [](auto device, const auto& s, const auto& a, const auto& mean_a, const auto& b, const auto& mean_b) {
          kernels::channel_products(device, s, a, mean_a, b, mean_b);
        },
        numbers<double>({shape[1]}), numbers<T>(shape), numbers<double>({shape[1]}), numbers<T>(shape),
        numbers<double>({shape[1]}));
}

}  // namespace

Comparisons image_comparisons() {
  return {{"unfold", [] { unfold_of<float>(), unfold_of<double>(); }},
          {"fold", [] { fold_of<float>(), fold_of<double>(); }},
          {"conv2d", [] { conv2d_of<float>(), conv2d_of<double>(); }},
          {"conv2d_data", [] { conv2d_data_of<float>(), conv2d_data_of<double>(); }},
          {"conv2d_weights", [] { conv2d_weights_of<float>(), conv2d_weights_of<double>(); }},
          {"max_pool2d", [] { max_pool2d_of<float>(), max_pool2d_of<double>(); }},
          {"max_pool2d_gradient", [] { max_pool2d_gradient_of<float>(), max_pool2d_gradient_of<double>(); }},
          {"avg_pool2d", [] { avg_pool2d_of<float>(), avg_pool2d_of<double>(); }},
          {"avg_pool2d_gradient", [] { avg_pool2d_gradient_of<float>(), avg_pool2d_gradient_of<double>(); }},
          {"bilinear", [] { bilinear_of<float>(), bilinear_of<double>(); }},
          {"bilinear_gradient", [] { bilinear_gradient_of<float>(), bilinear_gradient_of<double>(); }},
          {"channel_products", [] { channel_products_of<float>(), channel_products_of<double>(); }}};
}

#include "d2l/kernels/cpu/direct_convolution.hpp"

#include <algorithm>
#include <cmath>
#include <cstring>
#include <vector>

#include "d2l/kernels/cpu/parallel.hpp"

// An image with its padding is one long row: where the kernel's place (u, v) lies over pixel j of it, it lies over
// pixel j + u·width + v. So a channel of the result is computed as such a row, too, in pieces of a vector. At the end
// of each line come some pixels that belong to no window; they are left out when the row is cut into lines.
//
// This file is compiled with fused multiply-adds (CMakeLists.txt), in which most of the speed lies.
namespace d2l::kernels::direct {
namespace {

constexpr std::int64_t lanes = __BIGGEST_ALIGNMENT__ / sizeof(float);  // of the widest registers
using Vector [[gnu::vector_size(lanes * sizeof(float))]] = float;

void load(Vector& to, const float* from) { std::memcpy(&to, from, sizeof to); }
void store(float* to, const Vector& from) { std::memcpy(to, &from, sizeof from); }

// Two vectors at a time: while one sum waits for its last addition, others go on.
constexpr std::int64_t piece = 2 * lanes;
constexpr std::int64_t in_pieces(std::int64_t n) { return (n + piece - 1) / piece * piece; }

// A line is short: to call std::memmove would take longer than to copy it.
void copy_line(const float* from, std::int64_t n, float* to) {
#pragma omp simd
  for (std::int64_t i = 0; i < n; ++i) to[i] = from[i];
}

// Sizes of one convolution: of images (in, h, w) with a padding, and a result (out, oh, ow).
struct Sizes {
  std::int64_t in, h, w, out, oh, ow, kh, kw, pad_rows, pad_columns;

  std::int64_t width() const { return w + 2 * pad_columns; }
  std::int64_t plane() const { return (h + 2 * pad_rows) * width(); }
  std::int64_t row() const { return (oh - 1) * width() + ow; }  // of a channel of the result
  std::int64_t places() const { return in * kh * kw; }          // of the kernel
  // Where the kernel's places lie, from the first one on.
  std::vector<std::int64_t> offsets() const {
    std::vector<std::int64_t> all;
    for (std::int64_t c = 0; c < in; ++c)
      for (std::int64_t u = 0; u < kh; ++u)
        for (std::int64_t v = 0; v < kw; ++v) all.push_back(c * plane() + u * width() + v);
    return all;
  }
  // For an image with its padding, and what a vector reads behind it.
  std::vector<float> room_for_image() const {
    return std::vector<float>(static_cast<std::size_t>(in * plane() + piece));
  }
  void fill(float* room, const float* image) const {
    for (std::int64_t line = 0; line < in * h; ++line)
      copy_line(image + line * w, w, room + line / h * plane() + (line % h + pad_rows) * width() + pad_columns);
  }
};

Sizes sizes_of(const Tensor<float>& Y, const Tensor<float>& X, const Windows2d& windows) {
  return {.in = X.size(1),
          .h = X.size(2),
          .w = X.size(3),
          .out = Y.size(1),
          .oh = Y.size(2),
          .ow = Y.size(3),
          .kh = windows.rows.size,
          .kw = windows.columns.size,
          .pad_rows = windows.rows.padding,
          .pad_columns = windows.columns.padding};
}

// Channels of the result that are computed together, from each vector that is read.
std::int64_t channels_at_once(std::int64_t out) { return out % 6 == 0 ? 6 : 4; }

template <class F>
void with_channels_at_once(std::int64_t out, const F& f) {
  if (channels_at_once(out) == 6) return f(std::integral_constant<std::int64_t, 6>());
  f(std::integral_constant<std::int64_t, 4>());
}

// Weights (out, places) in groups of channels that are computed together, place by place; 0 where channels are missing.
template <class Weight>
std::vector<float> grouped(const Sizes& s, const Weight& weight) {
  const auto together = channels_at_once(s.out), groups = (s.out + together - 1) / together;
  std::vector<float> all(static_cast<std::size_t>(groups * s.places() * together));
  for (std::int64_t o = 0; o < s.out; ++o)
    for (std::int64_t k = 0; k < s.places(); ++k)
      all[static_cast<std::size_t>((o / together * s.places() + k) * together + o % together)] = weight(o, k);
  return all;
}

template <std::int64_t together>
void correlate_piece(const float* x, const std::vector<std::int64_t>& offsets, const float* weights, float* y,
                     std::int64_t step) {
  Vector sums[together][2] = {};
  for (const auto offset : offsets) {
    Vector left, right;
    load(left, x + offset);
    load(right, x + offset + lanes);
    for (std::int64_t o = 0; o < together; ++o) {
      sums[o][0] += weights[o] * left;
      sums[o][1] += weights[o] * right;
    }
    weights += together;
  }
  for (std::int64_t o = 0; o < together; ++o) {
    store(y + o * step, sums[o][0]);
    store(y + o * step + lanes, sums[o][1]);
  }
}

// Y = the weights, grouped, slid over images X.
void correlate(const Sizes& s, float* Y, const float* X, std::int64_t images, const std::vector<float>& weights) {
  const auto offsets = s.offsets();
  const auto step = in_pieces(s.row());
  cpu::parallel_for(images, images * s.out * s.row() * s.places(), [&](std::int64_t begin, std::int64_t end) {
    auto x = s.room_for_image();
    with_channels_at_once(s.out, [&](auto together) {
      std::vector<float> y(static_cast<std::size_t>(together * step));
      for (auto i = begin; i < end; ++i) {
        s.fill(x.data(), X + i * s.in * s.h * s.w);
        for (std::int64_t first = 0; first < s.out; first += together) {
          for (std::int64_t j = 0; j < s.row(); j += piece)
            correlate_piece<together>(x.data() + j, offsets, weights.data() + first * s.places(), y.data() + j, step);
          for (auto o = first; o < std::min(first + together, s.out); ++o)
            for (std::int64_t p = 0; p < s.oh; ++p)
              copy_line(y.data() + (o - first) * step + p * s.width(), s.ow, Y + ((i * s.out + o) * s.oh + p) * s.ow);
        }
      }
    });
  });
}

#ifdef FP_FAST_FMAF
constexpr bool is_fast = true;
#else
constexpr bool is_fast = false;  // without fused multiply-adds oneDNN, which makes its code at run time, is faster
#endif

// Images share out the work, and what is read again and again must stay in the nearest memory: so they are small.
bool suits(const Tensor<float>& X, const Tensor<float>& W, const Windows2d& windows, std::int64_t groups) {
  constexpr std::int64_t most_pixels = 4096;
  const auto is_plain = [](const Windows& along) {
    return along.stride == 1 && along.dilation == 1 && along.padding < along.size && along.size > 1;
  };
  return is_fast && groups == 1 && W.size(0) > 1 && X.size(2) * X.size(3) <= most_pixels && is_plain(windows.rows) &&
         is_plain(windows.columns);
}

}  // namespace

bool suits_forward(const Tensor<float>& X, const Tensor<float>& W, const Windows2d& windows, std::int64_t groups) {
  constexpr std::int64_t most_in = 3, most_out = 16;
  return suits(X, W, windows, groups) && X.size(1) <= most_in && W.size(0) <= most_out;
}

bool suits_backward(const Tensor<float>& X, const Tensor<float>& W, const Windows2d& windows, std::int64_t groups) {
  constexpr std::int64_t most = 16;
  return suits(X, W, windows, groups) && X.size(1) <= most && W.size(0) <= most;
}

void conv2d(const Tensor<float>& Y, const Tensor<float>& X, const Tensor<float>& W, const Windows2d& windows) {
  const auto s = sizes_of(Y, X, windows);
  const auto* const w = W.data_ptr();
  correlate(s, Y.data_ptr(), X.data_ptr(), X.size(0),
            grouped(s, [&](std::int64_t o, std::int64_t k) { return w[o * s.places() + k]; }));
}

// dX is dY with a wide margin, slid over by the weights turned about: what a pixel gave to all windows comes back.
void conv2d_data(const Tensor<float>& dX, const Tensor<float>& dY, const Tensor<float>& W, const Windows2d& windows) {
  auto s = sizes_of(dX, dY, windows);
  s.pad_rows = s.kh - 1 - windows.rows.padding;
  s.pad_columns = s.kw - 1 - windows.columns.padding;
  const auto kernel = s.kh * s.kw;
  const auto* const w = W.data_ptr();
  const auto turned = [&](std::int64_t c, std::int64_t k) {
    return w[(k / kernel * s.out + c) * kernel + (kernel - 1 - k % kernel)];
  };
  correlate(s, dX.data_ptr(), dY.data_ptr(), dY.size(0), grouped(s, turned));
}

namespace {

// So many images at a time: they stay in the nearest memory while the sums go by.
constexpr std::int64_t block = 4;

// Adds to sums[place][channel] the products of the rows of dY, `step` apart, and the pixels that the place lies over.
// Two places at a time: so each vector of dY that is read is used twice.
template <std::int64_t together>
void add_products(const Sizes& s, const std::vector<std::int64_t>& offsets, std::int64_t images, const float* x,
                  std::int64_t x_step, const float* dy, std::int64_t dy_step, std::int64_t step, Vector* sums) {
  for (std::size_t k = 0; k < offsets.size(); k += 2) {
    const bool is_last = k + 1 == offsets.size();
    const auto first = offsets[k], second = offsets[is_last ? k : k + 1];
    Vector total[2][together] = {};
    for (std::int64_t i = 0; i < images; ++i) {
      const auto* const from = x + i * x_step;
      const auto* const gradients = dy + i * dy_step;
      for (std::int64_t j = 0; j < s.row(); j += lanes) {
        Vector one, other, gradient;
        load(one, from + first + j);
        load(other, from + second + j);
        for (std::int64_t o = 0; o < together; ++o) {
          load(gradient, gradients + o * step + j);
          total[0][o] += gradient * one;
          total[1][o] += gradient * other;
        }
      }
    }
    for (std::int64_t place = 0; place < (is_last ? 1 : 2); ++place)
      for (std::int64_t o = 0; o < together; ++o) *sums++ += total[place][o];
  }
}

}  // namespace

// The images are shared out in fixed parts, so that the sum is the same for any number of threads.
void conv2d_weights(const Tensor<float>& dW, const Tensor<float>& dY, const Tensor<float>& X,
                    const Windows2d& windows) {
  constexpr std::int64_t parts = 8;
  const auto s = sizes_of(dY, X, windows);
  const auto offsets = s.offsets();
  const auto step = in_pieces(s.row());
  const auto together = channels_at_once(s.out), groups = (s.out + together - 1) / together;
  const auto sums_of_part = groups * together * s.places();
  std::vector<Vector> sums(static_cast<std::size_t>(parts * sums_of_part));
  cpu::parallel_for(parts, dY.numel() * s.places(), [&](std::int64_t begin, std::int64_t end) {
    const auto x_step = s.in * s.plane() + piece, dy_step = groups * together * step;
    std::vector<float> x(static_cast<std::size_t>(block * x_step));
    // Rows that begin where vectors are aligned: else each that is read lies in two lines of the cache.
    std::vector<Vector> rows(static_cast<std::size_t>(block * dy_step / lanes));
    auto* const dy = reinterpret_cast<float*>(rows.data());
    for (auto part = begin; part < end; ++part) {
      const auto last = X.size(0) * (part + 1) / parts;
      for (auto first = X.size(0) * part / parts; first < last; first += block) {
        const auto images = std::min(block, last - first);
        for (std::int64_t i = 0; i < images; ++i) {
          s.fill(x.data() + i * x_step, X.data_ptr() + (first + i) * s.in * s.h * s.w);
          for (std::int64_t line = 0; line < s.out * s.oh; ++line)
            copy_line(dY.data_ptr() + ((first + i) * s.out * s.oh + line) * s.ow, s.ow,
                      dy + i * dy_step + line / s.oh * step + line % s.oh * s.width());
        }
        with_channels_at_once(s.out, [&](auto count) {
          for (std::int64_t g = 0; g < groups; ++g)
            add_products<count>(s, offsets, images, x.data(), x_step, dy + g * together * step, dy_step, step,
                                sums.data() + part * sums_of_part + g * together * s.places());
        });
      }
    }
  });
  for (std::int64_t o = 0; o < s.out; ++o)
    for (std::int64_t k = 0; k < s.places(); ++k) {
      float total = 0;
      for (std::int64_t part = 0; part < parts; ++part) {
        const auto& sum = sums[static_cast<std::size_t>(part * sums_of_part +
                                                        (o / together * s.places() + k) * together + o % together)];
        for (std::int64_t lane = 0; lane < lanes; ++lane) total += sum[lane];
      }
      dW.data_ptr()[o * s.places() + k] = total;
    }
}

}  // namespace d2l::kernels::direct

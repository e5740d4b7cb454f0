#include <algorithm>

#include "d2l/core/modular.hpp"
#include "d2l/kernels/cuda/for_each.hpp"
#include "d2l/kernels/cuda/index_check.hpp"
#include "d2l/kernels/kernels.hpp"
#include "d2l/kernels/lines.hpp"
#include "d2l/kernels/loop_nest.hpp"
#include "d2l/kernels/off_axis.hpp"

// A bad index is written down (index_check.hpp) and read as nothing: its elements become 0, and nothing is added for
// it.
namespace d2l::kernels {
namespace {

// Many threads add to one line of x, each to places of its own: thread `part` of `parts` to those whose index leaves
// this remainder. So no two add to the same place, and what is added to one place is added in the order of the index.
struct Share {
  std::int64_t parts, part;
  constexpr bool has(std::int64_t place) const { return place % parts == part; }
};

std::int64_t parts_of_line(std::int64_t lines, std::int64_t length, std::int64_t places) {
  constexpr std::int64_t enough_threads = 65536;
  return std::clamp<std::int64_t>(enough_threads / std::max<std::int64_t>(lines, 1), 1,
                                  std::max<std::int64_t>(std::min(length, places), 1));
}

// What a place of x holds after y was written there.
struct Replace {
  template <class T>
  constexpr T operator()(T /*x*/, T y) const {
    return y;
  }
};

struct Accumulate {
  template <class T>
  constexpr T operator()(T x, T y) const {
    return static_cast<T>(modular(x) + modular(y));
  }
};

// x[.., index[.., j, ..], ..] = f(x[..], y[.., j, ..]), in the order of j.
template <class T, class F>
void scattered(const F& f, const Tensor<T>& x, const Tensor<T>& y, std::int64_t axis, const Tensor<std::int64_t>& index,
               const char* what) {
  if (index.numel() == 0) return;
  const auto lines = lines_along(axis, index, x, y);
  const auto places_of_line = x.dim() == 0 ? 1 : x.shape()[axis];
  const auto parts = parts_of_line(lines.count, lines.length, places_of_line);
  const auto is_index = cuda::index_check(what, x.device(), places_of_line);
  auto* const to = x.data_ptr();
  const auto* const from = y.data_ptr();
  const auto* const places = index.data_ptr();
  cuda::for_each("scatter", x.device(), lines.count * parts, [=] __device__(std::int64_t thread) {
    const auto [first_index, first_x, first_y] = lines.first.offsets(thread % lines.count);
    const auto [index_step, x_step, y_step] = lines.step;
    const Share share{parts, thread / lines.count};
    for (std::int64_t j = 0; j < lines.length; ++j)
      if (const auto place = places[first_index + j * index_step]; is_index(place) && share.has(place)) {
        auto& written = to[first_x + place * x_step];
        written = f(written, from[first_y + j * y_step]);
      }
  });
}

}  // namespace

template <class T>
void index_select(Cuda, const Tensor<T>& y, const Tensor<T>& x, const Tensor<std::int64_t>& index) {
  const auto n = x.size(1), m = y.size(1), inner = y.size(2);
  const auto is_index = cuda::index_check("index_select: index", y.device(), n);
  auto* const to = y.data_ptr();
  const auto* const from = x.data_ptr();
  const auto* const places = index.data_ptr();
  cuda::for_each("index_select", y.device(), y.numel(), [=] __device__(std::int64_t i) {
    const auto row = i / inner, place = places[row % m];
    to[i] = is_index(place) ? from[(row / m * n + place) * inner + i % inner] : T(0);
  });
}

void gather_images(Cuda, const Tensor<float>& y, const Tensor<std::uint8_t>& x, const Tensor<std::int64_t>& index) {
  const auto inner = x.size(1);
  const auto is_index = cuda::index_check("batch of images: index", y.device(), x.size(0));
  auto* const to = y.data_ptr();
  const auto* const from = x.data_ptr();
  const auto* const places = index.data_ptr();
  cuda::for_each("batch of images", y.device(), y.numel(), [=] __device__(std::int64_t i) {
    const auto place = places[i / inner];
    to[i] = is_index(place) ? static_cast<float>(from[place * inner + i % inner]) / 255.0F : 0.0F;
  });
}

template <class T>
void index_add(Cuda, const Tensor<T>& x, const Tensor<T>& y, const Tensor<std::int64_t>& index) {
  const auto n = x.size(1), m = y.size(1), inner = y.size(2), lines = y.size(0) * inner;
  const auto is_index = cuda::index_check("index_select: index", y.device(), n);
  const auto parts = parts_of_line(lines, m, n);
  auto* const to = x.data_ptr();
  const auto* const from = y.data_ptr();
  const auto* const places = index.data_ptr();
  cuda::for_each("index_select", x.device(), lines * parts, [=] __device__(std::int64_t thread) {
    const auto line = thread % lines, outer = line / inner, i = line % inner;
    const Share share{parts, thread / lines};
    for (std::int64_t j = 0; j < m; ++j)
      if (const auto place = places[j]; is_index(place) && share.has(place))
        to[(outer * n + place) * inner + i] += from[(outer * m + j) * inner + i];
  });
}

template <class T>
void gather(Cuda, const Tensor<T>& y, const Tensor<T>& x, std::int64_t axis, const Tensor<std::int64_t>& index) {
  const LoopNest<3> nest(index.shape(), {y.strides(), strides_off_axis(x, axis), index.strides()});
  const bool is_scalar = x.dim() == 0;
  const auto along = is_scalar ? 0 : x.strides()[axis];
  const auto is_index = cuda::index_check("gather: index", y.device(), is_scalar ? 1 : x.shape()[axis]);
  auto* const to = y.data_ptr();
  const auto* const from = x.data_ptr();
  const auto* const places = index.data_ptr();
  cuda::for_each("gather", y.device(), index.numel(), [=] __device__(std::int64_t i) {
    const auto offset = nest.offsets(i);
    const auto place = places[offset[2]];
    to[offset[0]] = is_index(place) ? from[offset[1] + place * along] : T(0);
  });
}

template <class T>
void scatter(Cuda, const Tensor<T>& x, const Tensor<T>& y, std::int64_t axis, const Tensor<std::int64_t>& index,
             const char* what) {
  scattered(Replace(), x, y, axis, index, what);
}

template <class T>
void scatter_add(Cuda, const Tensor<T>& x, const Tensor<T>& y, std::int64_t axis, const Tensor<std::int64_t>& index,
                 const char* what) {
  scattered(Accumulate(), x, y, axis, index, what);
}

#define D2L_INSTANTIATE(T)                                                                                   \
  template void index_select(Cuda, const Tensor<T>&, const Tensor<T>&, const Tensor<std::int64_t>&);         \
  template void gather(Cuda, const Tensor<T>&, const Tensor<T>&, std::int64_t, const Tensor<std::int64_t>&); \
  template void scatter(Cuda, const Tensor<T>&, const Tensor<T>&, std::int64_t, const Tensor<std::int64_t>&, \
                        const char*);
D2L_FOR_ELEMENTS(D2L_INSTANTIATE)

#define D2L_INSTANTIATE_NUMBER(T)                                                                                \
  template void scatter_add(Cuda, const Tensor<T>&, const Tensor<T>&, std::int64_t, const Tensor<std::int64_t>&, \
                            const char*);
D2L_FOR_NUMBERS(D2L_INSTANTIATE_NUMBER)

#define D2L_INSTANTIATE_FLOAT(T) \
  template void index_add(Cuda, const Tensor<T>&, const Tensor<T>&, const Tensor<std::int64_t>&);
D2L_FOR_FLOATS(D2L_INSTANTIATE_FLOAT)

}  // namespace d2l::kernels

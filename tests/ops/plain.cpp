#include "plain.hpp"

#include <algorithm>

namespace {

// Goes to the next place in row-major order; false behind the last.
bool next(Places& place, const Places& shape) {
  for (std::size_t axis = shape.size(); axis-- > 0;) {
    if (++place[axis] < shape[axis]) return true;
    place[axis] = 0;
  }
  return false;
}

}  // namespace

Plain make(const Places& shape, const std::function<double(const Places&)>& f) {
  Plain result{shape, {}};
  if (std::ranges::count(shape, 0) > 0) return result;
  Places place(shape.size(), 0);
  do result.values.push_back(f(place));
  while (next(place, shape));
  return result;
}

double at(const Plain& x, const Places& place) {
  std::int64_t i = 0;
  for (std::size_t axis = 0; axis < place.size(); ++axis) i = i * x.shape[axis] + place[axis];
  return x.values.at(static_cast<std::size_t>(i));
}

template <class T>
Plain plain(const Tensor<T>& x) {
  return make({x.shape().begin(), x.shape().end()}, [&](const Places& place) {
    std::int64_t offset = 0;
    for (std::size_t axis = 0; axis < place.size(); ++axis)
      offset += place[axis] * x.strides()[static_cast<std::int64_t>(axis)];
    return static_cast<double>(x.data_ptr()[offset]);
  });
}
template Plain plain(const Tensor<float>&);
template Plain plain(const Tensor<double>&);
template Plain plain(const Tensor<std::int64_t>&);
template Plain plain(const Tensor<std::uint8_t>&);
template Plain plain(const Tensor<bool>&);

bool broadcasts(const Places& a, const Places& b) {
  for (std::size_t i = 1; i <= std::min(a.size(), b.size()); ++i) {
    const auto from_a = a[a.size() - i], from_b = b[b.size() - i];
    if (from_a != from_b && from_a != 1 && from_b != 1) return false;
  }
  return true;
}

Places broadcast(const Places& a, const Places& b) {
  Places shape(std::max(a.size(), b.size()), 1);
  for (std::size_t i = 1; i <= shape.size(); ++i) {
    const auto from_a = i <= a.size() ? a[a.size() - i] : 1, from_b = i <= b.size() ? b[b.size() - i] : 1;
    shape[shape.size() - i] = from_a == 1 ? from_b : from_a;
  }
  return shape;
}

double spread(const Plain& x, const Places& place) {
  Places own(place.end() - static_cast<std::ptrdiff_t>(x.shape.size()), place.end());
  for (std::size_t axis = 0; axis < own.size(); ++axis)
    if (x.shape[axis] == 1) own[axis] = 0;
  return at(x, own);
}

std::function<Plain(const std::vector<Plain>&)> each(std::function<double(double)> f) {
  return [f](const std::vector<Plain>& x) {
    return make(x[0].shape, [&](const Places& place) { return f(at(x[0], place)); });
  };
}

std::function<Plain(const std::vector<Plain>&)> each_pair(std::function<double(double, double)> f) {
  return [f](const std::vector<Plain>& x) {
    return make(broadcast(x[0].shape, x[1].shape),
                [&](const Places& place) { return f(spread(x[0], place), spread(x[1], place)); });
  };
}

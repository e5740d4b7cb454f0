#include "draw.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>

using d2l::Dims, d2l::Shape;

std::optional<Argument> Draw::variable(const std::function<bool(const Known&)>& fits) {
  std::vector<std::size_t> found;
  for (std::size_t i = 0; i < known_.size(); ++i)
    if (known_[i].is_there && fits(known_[i])) found.push_back(i);
  if (found.empty()) return {};
  const auto last = std::min<std::int64_t>(std::ssize(found), 3);
  const auto n = pick(2) == 0 ? last : std::ssize(found);
  return Variable{found[found.size() - 1 - static_cast<std::size_t>(pick(n))]};
}

namespace {

bool broadcasts_to(const Shape& from, const Shape& to) {
  if (from.size() > to.size()) return false;
  for (std::int64_t i = 1; i <= from.size(); ++i)
    if (from[from.size() - i] != 1 && from[from.size() - i] != to[to.size() - i]) return false;
  return true;
}

std::optional<Shape> broadcast(const Shape& a, const Shape& b) {
  try {
    return d2l::broadcast("", a, b);
  } catch (const d2l::ShapeError&) {
    return {};
  }
}

bool shares_an_element(const Known& a, const Known& b) {
  return a.memory == b.memory && std::ranges::find_first_of(a.places, b.places) != a.places.end();
}
bool is_same_view(const Known& a, const Known& b) {
  return a.memory == b.memory && a.shape == b.shape && a.places == b.places;
}
bool is_apart(const Known& a, const Known& b) { return is_same_view(a, b) || !shares_an_element(a, b); }

bool repeats_elements(const Known& x) {
  auto places = x.places;
  std::ranges::sort(places);
  return std::ranges::adjacent_find(places) != places.end();
}

// Whether x is a leaf whose gradient is wanted, or shows one: changing it in place is an error, but under NoGrad.
bool is_guarded(const Draw& d, const Known& x) {
  return !d.no_grad && x.requires_grad && std::ranges::any_of(d.known(), [&](const Known& y) {
    return y.is_there && y.is_leaf && y.requires_grad && y.memory == x.memory;
  });
}

std::optional<Argument> target_such(Draw& d, const std::function<bool(const Known&)>& fits) {
  const bool carelessly = d.rarely();
  return d.variable(
      [&](const Known& x) { return fits(x) && (carelessly || (!is_guarded(d, x) && !repeats_elements(x))); });
}

// A source for the part of the first that has the shape `part`.
std::optional<Argument> source_for(Draw& d, const Shape& part) {
  const bool carelessly = d.rarely();
  const bool whole = part == d[0].shape;
  return d.variable([&](const Known& x) {
    if (whole && is_same_view(x, d[0])) return true;
    return (carelessly || broadcasts_to(x.shape, part)) && !shares_an_element(x, d[0]);
  });
}

// A tensor for a result to be written into, which is not recorded.
std::optional<Argument> out_such(Draw& d, const std::function<bool(const Known&)>& fits) {
  const bool is_recorded = !d.no_grad && !d.rarely();
  if (is_recorded)
    for (std::size_t i = 0; i < d.arguments.size(); ++i)
      if (d[i].requires_grad) return {};
  return target_such(d, [&](const Known& x) { return fits(x) && !(is_recorded && x.requires_grad); });
}

std::optional<Argument> such_axis(Draw& d, std::int64_t axes) {
  if (axes == 0 && !d.rarely()) return {};
  if (d.rarely()) return axes;
  return d.pick(2 * std::max<std::int64_t>(axes, 1)) - axes;
}

std::optional<Argument> place_along(Draw& d, std::int64_t size) {
  if (size == 0 && !d.rarely()) return {};
  if (d.rarely()) return size;
  return d.pick(2 * std::max<std::int64_t>(size, 1)) - size;
}

std::int64_t size_along(const Draw& d, std::int64_t axis) {
  const auto& shape = d[0].shape;
  const auto from_front = axis < 0 ? axis + shape.size() : axis;
  return 0 <= from_front && from_front < shape.size() ? shape[from_front] : 0;
}

double far_from_one(Draw& d) {
  const double magnitude = std::pow(10.0, static_cast<double>(d.pick(61) - 30));
  return static_cast<double>(d.pick(19) - 9) * magnitude;
}

double special(Draw& d) {
  constexpr double infinity = std::numeric_limits<double>::infinity();
  return d.one_of<double>({0, -0.0, infinity, -infinity, std::numeric_limits<double>::quiet_NaN(), 1, -2});
}

double near_one(Draw& d) { return static_cast<double>(d.pick(4001) - 2000) / 1000; }
double positive(Draw& d) { return static_cast<double>(d.pick(2000) + 1) / 1000; }
double few(Draw& d) { return static_cast<double>(d.pick(7) - 3); }

using Kind = double (*)(Draw&);

Kind kind_of_numbers(Draw& d) {
  if (d.wild && d.pick(3) == 0) return d.pick(4) == 0 ? special : far_from_one;
  return d.one_of<Kind>({near_one, near_one, near_one, positive, positive, few});
}

Shape any_shape(Draw& d) {
  if (d.pick(25) == 0) return {16 + d.pick(5)};  // from 16 elements on normal_ draws in another way
  Shape shape;
  for (auto n = d.pick(4); n > 0; --n) shape.push_back(d.rarely() ? 0 : 1 + d.pick(4));
  return shape;
}

Places places_in(Draw& d, const Shape& shape, std::int64_t n) {
  Places places{shape, {}};
  for (auto i = d2l::numel(shape); i > 0; --i) places.values.push_back(d.rarely() && d.rarely() ? n : d.pick(n));
  return places;
}

}  // namespace

std::optional<Argument> any(Draw& d) {
  return d.variable([](const Known&) { return true; });
}
std::optional<Argument> with_axes(Draw& d) {
  return d.variable([](const Known& x) { return x.shape.size() > 0; });
}
std::optional<Argument> with_columns(Draw& d) {
  return d.variable([](const Known& x) { return x.shape.size() >= 2; });
}
std::optional<Argument> matrix(Draw& d) {
  return d.variable([](const Known& x) { return x.shape.size() == 2; });
}
std::optional<Argument> vector(Draw& d) {
  return d.variable([](const Known& x) { return x.shape.size() == 1; });
}
std::optional<Argument> filled(Draw& d) {
  return d.variable([](const Known& x) { return !x.places.empty(); });
}
std::optional<Argument> in_graph(Draw& d) {
  return d.variable([](const Known& x) { return x.requires_grad; });
}
std::optional<Argument> leaf(Draw& d) {
  const bool carelessly = d.rarely();
  return d.variable([&](const Known& x) { return x.is_leaf || carelessly; });
}
std::optional<Argument> scalar_in_graph(Draw& d) {
  return d.variable([](const Known& x) { return x.requires_grad && x.places.size() == 1; });
}
std::optional<Argument> with_grad(Draw& d) {
  return d.variable([](const Known& x) { return x.is_leaf && x.has_grad; });
}
std::optional<Argument> target(Draw& d) {
  return target_such(d, [](const Known&) { return true; });
}
std::optional<Argument> target_with_axes(Draw& d) {
  return target_such(d, [](const Known& x) { return x.shape.size() > 0; });
}
std::optional<Argument> target_with_columns(Draw& d) {
  return target_such(d, [](const Known& x) { return x.shape.size() >= 2; });
}
std::optional<Argument> target_matrix(Draw& d) {
  return target_such(d, [](const Known& x) { return x.shape.size() == 2; });
}
std::optional<Argument> beside(Draw& d) {
  const bool carelessly = d.rarely();
  return d.variable([&](const Known& x) { return carelessly || broadcast(d[0].shape, x.shape); });
}
std::optional<Argument> alike(Draw& d) {
  const bool carelessly = d.rarely();
  return d.variable([&](const Known& x) { return carelessly || x.shape == d[0].shape; });
}
std::optional<Argument> into_first(Draw& d) { return source_for(d, d[0].shape); }
std::optional<Argument> into_part(Draw& d) {
  auto part = d[0].shape;
  part.erase(0);
  return source_for(d, part);
}
std::optional<Argument> into_column(Draw& d) {
  auto part = d[0].shape;
  part.erase(1);
  return source_for(d, part);
}
std::optional<Argument> matrix_after(Draw& d) {
  const bool carelessly = d.rarely();
  return d.variable(
      [&](const Known& x) { return x.shape.size() == 2 && (carelessly || x.shape[0] == d[0].shape.back()); });
}
std::optional<Argument> vector_after(Draw& d) {
  const bool carelessly = d.rarely();
  return d.variable(
      [&](const Known& x) { return x.shape.size() == 1 && (carelessly || x.shape[0] == d[0].shape.back()); });
}
std::optional<Argument> for_result(Draw& d) {
  const auto shape = broadcast(d[0].shape, d[1].shape);
  if (!shape) return {};
  return out_such(d, [&](const Known& x) { return x.shape == *shape && is_apart(x, d[0]) && is_apart(x, d[1]); });
}
std::optional<Argument> for_image(Draw& d) {
  return out_such(d, [&](const Known& x) { return x.shape == d[0].shape && is_apart(x, d[0]); });
}

std::optional<Argument> axis(Draw& d) { return such_axis(d, d[0].shape.size()); }
std::optional<Argument> new_axis(Draw& d) { return such_axis(d, d[0].shape.size() + 1); }
std::optional<Argument> place(Draw& d) { return place_along(d, size_along(d, d.whole(1))); }
std::optional<Argument> row(Draw& d) { return place_along(d, d[0].shape[0]); }
std::optional<Argument> column(Draw& d) { return place_along(d, d[0].shape[1]); }
std::optional<Argument> end(Draw& d) { return d.pick(9) - 4; }
std::optional<Argument> step(Draw& d) { return d.pick(3) + 1; }
std::optional<Argument> number(Draw& d) { return kind_of_numbers(d)(d); }
std::optional<Argument> exponent(Draw& d) { return d.one_of<double>({2, 3, 0.5, -1, 1, 0, 1.75, -2, -0.5}); }
std::optional<Argument> low(Draw& d) { return d.one_of<double>({-1, -0.5, 0, -2}); }
std::optional<Argument> high(Draw& d) { return d.one_of<double>({1, 0.5, 0, 2}); }
std::optional<Argument> probability(Draw& d) { return d.one_of<double>({0.5, 0, 1, 0.3}); }
std::optional<Argument> seed(Draw& d) { return d.pick(1000); }
std::optional<Argument> flag(Draw& d) { return d.pick(2) == 1; }

std::optional<Argument> shape(Draw& d) { return any_shape(d); }

std::optional<Argument> other_shape(Draw& d) {
  auto left = d2l::numel(d[0].shape);
  if (left == 0) return {};
  Shape shape;
  while (shape.size() < 4 && (left > 1 || d.pick(3) == 0)) {
    std::vector<std::int64_t> divisors;
    for (std::int64_t size = 1; size <= left; ++size)
      if (left % size == 0) divisors.push_back(size);
    shape.push_back(shape.size() == 3 ? left : d.one_of(divisors));
    left /= shape.back();
  }
  if (!shape.empty() && d.pick(3) == 0) shape[d.pick(shape.size())] = -1;
  if (d.rarely()) shape.push_back(2);
  return shape;
}

std::optional<Argument> expanded_shape(Draw& d) {
  auto shape = d[0].shape;
  for (auto& size : shape) {
    if (size == 1) size = 1 + d.pick(3);
    if (d.pick(4) == 0) size = d.rarely() ? 5 : -1;
  }
  if (shape.size() < 3 && d.pick(3) == 0) shape.insert(0, 1 + d.pick(3));
  return shape;
}

std::optional<Argument> order(Draw& d) {
  Dims axes;
  for (std::int64_t axis = 0; axis < d[0].shape.size(); ++axis) axes.push_back(axis);
  for (auto i = axes.size(); i > 1; --i) std::swap(axes[i - 1], axes[d.pick(i)]);
  return axes;
}

std::optional<Argument> some_axes(Draw& d) {
  Dims axes;
  for (std::int64_t axis = 0; axis < d[0].shape.size(); ++axis)
    if (d.pick(2) == 0) axes.push_back(axis);
  if (axes.empty()) return {};  // PyTorch reads this as all of them
  return axes;
}

std::optional<Argument> elements(Draw& d) {
  const auto kind = kind_of_numbers(d);
  Elements made{any_shape(d), {}};
  for (auto n = d2l::numel(made.shape); n > 0; --n) made.values.push_back(kind(d));
  return made;
}

std::optional<Argument> rows_to_select(Draw& d) {
  const auto size = size_along(d, d.whole(1));
  if (size == 0) return {};
  return places_in(d, {1 + d.pick(4)}, size);
}

std::optional<Argument> places_to_gather(Draw& d) {
  const auto size = size_along(d, d.whole(1));
  if (size == 0) return {};
  auto shape = d[0].shape;
  for (auto& s : shape)
    if (s > 0) s = 1 + d.pick(s);
  if (d2l::numel(shape) == 0) return {};
  return places_in(d, shape, size);
}

std::optional<Argument> labels(Draw& d) {
  const auto rows = d[0].shape[0], classes = d[0].shape[1];
  if (rows == 0 || classes == 0) return {};
  return places_in(d, {rows}, classes);
}

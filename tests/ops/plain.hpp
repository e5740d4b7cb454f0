#pragma once

#include <functional>

#include "record.hpp"

using Places = std::vector<std::int64_t>;

/// The numbers of a tensor, read element by element.
template <class T>
Plain plain(const Tensor<T>& x);
/// The number at a place.
double at(const Plain& x, const Places& place);
/// The result of this shape whose number at each place is f(place).
Plain make(const Places& shape, const std::function<double(const Places&)>& f);
/// Whether two shapes broadcast: from the last axis on their sizes are equal, or one of them is 1.
bool broadcasts(const Places& a, const Places& b);
/// The shape to which two broadcast.
Places broadcast(const Places& a, const Places& b);
/// The number of x that stands at a place of a shape it broadcasts to.
double spread(const Plain& x, const Places& place);

/// References: f of each element, of two broadcast ones.
std::function<Plain(const std::vector<Plain>&)> each(std::function<double(double)> f);
std::function<Plain(const std::vector<Plain>&)> each_pair(std::function<double(double, double)> f);

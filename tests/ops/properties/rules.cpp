#include "rules.hpp"

#include <algorithm>
#include <map>
#include <set>

bool is_axis(std::int64_t axis, std::int64_t axes) {
  const auto most = std::max<std::int64_t>(axes, 1);
  return -most <= axis && axis < most;
}

std::int64_t from_front(std::int64_t axis, std::int64_t axes) {
  return axis < 0 ? axis + std::max<std::int64_t>(axes, 1) : axis;
}

std::int64_t count(const Places& shape) {
  std::int64_t n = 1;
  for (const auto size : shape) n *= size;
  return n;
}

bool has_twice(const Places& axes, std::int64_t dims) {
  std::set<std::int64_t> seen;
  return std::ranges::any_of(axes, [&](auto axis) { return !seen.insert(from_front(axis, dims)).second; });
}

Plain folded(const Plain& x, const Places& axes, bool keep,
             const std::function<double(const std::vector<double>&)>& f) {
  std::set<std::int64_t> reduced;
  for (const auto axis : axes) reduced.insert(from_front(axis, std::ssize(x.shape)));
  const auto kept = [&](const Places& place, std::int64_t instead) {
    Places result;
    for (std::int64_t axis = 0; axis < std::ssize(place); ++axis)
      if (!reduced.contains(axis))
        result.push_back(place[static_cast<std::size_t>(axis)]);
      else if (keep)
        result.push_back(instead);
    return result;
  };
  std::map<Places, std::vector<double>> groups;
  make(x.shape, [&](const Places& place) {
    groups[kept(place, 0)].push_back(at(x, place));
    return 0;
  });
  return make(kept(x.shape, 1), [&](const Places& place) { return f(groups[place]); });
}

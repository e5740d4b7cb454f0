#include <d2l/ops/ops.hpp>

#include "plain.hpp"
#include "samples.hpp"

using namespace d2l;

namespace {

// As many copies along each axis.
auto repeated(Places times) {
  return [=](const std::vector<Plain>& x) {
    const auto missing = times.size() - x[0].shape.size();
    auto shape = times;
    for (std::size_t axis = missing; axis < shape.size(); ++axis) shape[axis] *= x[0].shape[axis - missing];
    return make(shape, [&](const Places& place) {
      Places from(place.begin() + static_cast<std::ptrdiff_t>(missing), place.end());
      for (std::size_t axis = 0; axis < from.size(); ++axis) from[axis] %= x[0].shape[axis];
      return at(x[0], from);
    });
  };
}

}  // namespace

std::vector<Record> pieces_records() {
  return {
      Record{"chunk",
             of_shapes({{{2, 5}}}),
             [](const std::vector<Plain>& x) {
               return make({2, 1}, [&](const Places& p) { return at(x[0], {p[0], 4}); });
             },
             {wrong<ValueError>(
                  "no pieces", [] { chunk(zeros({2}), 0); }, "chunk"),
              wrong<IndexError>(
                  "a number", [] { chunk(zeros({}), 1); }, "chunk"),
              wrong<IndexError>(
                  "no such axis", [] { chunk(zeros({2}), 1, 1); }, "chunk")}}
          .all_types([](const auto& x) { return chunk(x[0], 4, -1).back(); }),  // of lengths 2, 2, 1
      Record{"chunk", of_shapes({{{0, 2}}}), [](const std::vector<Plain>& x) { return x[0]; }}.numbers(
          [](const auto& x) { return chunk(x[0], 3)[2]; }),
      Record{
          "unbind",
          of_shapes({{{3, 4}}}),
          [](const std::vector<Plain>& x) { return make({3}, [&](const Places& p) { return at(x[0], {p[0], 3}); }); },
          {wrong<IndexError>(
               "a number", [] { unbind(zeros({})); }, "unbind"),
           wrong<IndexError>(
               "no such axis", [] { unbind(zeros({2}), 1); }, "unbind")}}
          .all_types([](const auto& x) { return unbind(x[0], -1).at(3); }),
      Record{"repeat",
             of_shapes({{{2, 3}}, {{1, 1}}, {{0, 3}}, {{33, 37}}}),
             repeated({2, 3}),
             {wrong<ShapeError>(
                  "fewer times than axes", [] { repeat(zeros({2, 3}), {2}); }, "repeat"),
              wrong<ShapeError>(
                  "a negative time", [] { repeat(zeros({2}), {-1}); }, "repeat")}}
          .all_types([](const auto& x) { return repeat(x[0], {2, 3}); }),
      Record{"repeat", of_shapes({{{2, 1, 2}}}), repeated({2, 1, 3, 2})}.numbers(
          [](const auto& x) { return repeat(x[0], {2, 1, 3, 2}); }),
      Record{"repeat", of_shapes({{{2}}, {{1}}}), repeated({1})}.numbers(
          [](const auto& x) { return repeat(x[0], {1}); }),
      Record{"repeat", of_shapes({{{2}}}), repeated({3, 0})}.numbers(
          [](const auto& x) { return repeat(x[0], {3, 0}); }),
      Record{"repeat", of_shapes({{{}}}), repeated({3})}.numbers([](const auto& x) { return repeat(x[0], {3}); }),
  };
}

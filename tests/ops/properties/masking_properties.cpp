#include <d2l/ops/ops.hpp>

#include "property.hpp"

using namespace d2l;

// Those that take any shape are tried from their records.
namespace {

template <class Op>
Property triangle(const char* name, std::function<bool(std::int64_t)> keeps, Op op) {
  return {name, [=](Trial& t) {
            const auto& x = t.tensor(all_types, t.shape(4, 2), Values::any);
            const auto diagonal = t.number("diagonal", 4);
            t.refused_if<ShapeError>(x.axes() < 2);
            t.expect(
                [&] {
                  return make(x.shape(), [&](const Places& p) {
                    return keeps(p[p.size() - 1] - p[p.size() - 2] - diagonal) ? at(x.numbers, p) : 0;
                  });
                },
                [&] { return applied(x, op, diagonal); });
          }};
}

}  // namespace

std::vector<Property> masking_properties() {
  return {triangle(
              "tril", [](std::int64_t above) { return above <= 0; },
              [](const auto& x, std::int64_t diagonal) { return tril(x, diagonal); }),
          triangle(
              "triu", [](std::int64_t above) { return above >= 0; },
              [](const auto& x, std::int64_t diagonal) { return triu(x, diagonal); })};
}

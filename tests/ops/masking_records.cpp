#include <d2l/ops/ops.hpp>

#include "plain.hpp"
#include "samples.hpp"

using namespace d2l;

namespace {

// Beside a matrix of two rows and three columns: its second row and more in front.
Tensor<bool> mask() { return tensor<bool>({false, true, true, false}).view({2, 2, 1}); }
bool masked(const Places& p) { return p[0] != p[1]; }

Plain chosen(const std::vector<Plain>& x) {
  Plain result{{0}, {}};
  for (const auto value : x[0].values)
    if (value > 0) result.values.push_back(value);
  result.shape[0] = std::ssize(result.values);
  return result;
}

// The triangle of each matrix in which keeps(row, column) holds.
auto triangle(std::function<bool(std::int64_t, std::int64_t)> keeps) {
  return [=](const std::vector<Plain>& x) {
    return make(x[0].shape, [&](const Places& p) {
      const auto axes = p.size();
      return keeps(p[axes - 2], p[axes - 1]) ? at(x[0], p) : 0;
    });
  };
}

const std::vector<Sample> matrices =
    of_shapes({{{3, 4}}, {{4, 3}}, {{1, 1}}, {{0, 3}}, {{2, 0}}, {{33, 37}}, {{2, 3, 3}}, {{2, 1, 2, 3}}});

}  // namespace

std::vector<Record> masking_records() {
  return {
      Record{"where", two(), each_pair([](double x, double y) { return x > 0 ? x : y; })}
          .all_types([](const auto& x) { return where(x[0].detach() > zeros_like(x[0].detach()), x[0], x[1]); })
          .of_any_shape(),
      Record{"where",
             of_shapes({{{2, 3}, {3}}}),
             [](const std::vector<Plain>& x) {
               return make({2, 2, 3}, [&](const Places& p) { return spread(x[masked(p) ? 0 : 1], p); });
             },
             {wrong<ShapeError>(
                  "a condition of another shape", [] { where(zeros({2}) > 0, zeros({3}), zeros({3})); }, "where"),
              wrong<ShapeError>(
                  "other shapes", [] { where(zeros({2}) > 0, zeros({2}), zeros({3})); }, "where")}}
          .all_types([](const auto& x) { return where(mask().to(x[0].device()), x[0], x[1]); }),
      Record{"where", one(), each([](double x) { return x > 0 ? x : 2; })}.numbers(
          [](const auto& x) { return where(x[0].detach() > 0, x[0], 2); }),
      Record{"where", one(), each([](double x) { return x > 0 ? 2 : x; })}.numbers(
          [](const auto& x) { return where(x[0].detach() > 0, 2, x[0]); }),
      Record{"masked_fill", one(), each([](double x) { return x > 0 ? 7 : x; })}
          .numbers_and_bytes([](const auto& x) { return masked_fill(x[0], x[0].detach() > 0, 7); })
          .of_any_shape(),
      Record{"masked_fill",
             of_shapes({{{2, 3}}}),
             [](const std::vector<Plain>& x) {
               return make({2, 2, 3}, [&](const Places& p) { return masked(p) ? 1 : spread(x[0], p); });
             },
             {wrong<ShapeError>(
                 "a mask of another shape", [] { masked_fill(zeros({3}), zeros({2}) > 0, 1); }, "masked_fill")}}
          .all_types([](const auto& x) { return masked_fill(x[0], mask().to(x[0].device()), true); }),
      Record{"masked_fill_",
             one(),
             each([](double x) { return x > 0 ? 7 : x; }),
             {wrong<ShapeError>(
                  "a mask of another shape", [] { masked_fill_(zeros({3}), zeros({2}) > 0, 1); }, "masked_fill_"),
              wrong<ShapeError>(
                  "a mask with more axes", [] { masked_fill_(zeros({2}), zeros({3, 2}) > 0, 1); }, "(3, 2)"),
              wrong<AutogradError>(
                  "a leaf", [] { masked_fill_(zeros({2}).requires_grad_(), zeros({2}) > 0, 1); }, "masked_fill_")}}
          .numbers([](const auto& x) {
            const auto y = x[0].clone();
            masked_fill_(y, x[0].detach() > 0, 7);
            return y;
          })
          .with_in_place([](const auto& x) { masked_fill_(x[0], x[0].detach() > 0, 7); })
          .of_any_shape(),
      Record{"masked_select", one(), chosen}
          .numbers([](const auto& x) { return masked_select(x[0], x[0].detach() > 0); })
          .of_any_shape(),
      Record{"masked_select",
             of_shapes({{{2, 3}}}),
             [](const std::vector<Plain>& x) {
               Plain result{{6}, {}};
               for (const auto row : {1, 0})
                 for (std::int64_t column = 0; column < 3; ++column) result.values.push_back(at(x[0], {row, column}));
               return result;
             },
             {wrong<ShapeError>(
                 "a mask of another shape", [] { masked_select(zeros({3}), zeros({2}) > 0); }, "masked_select")}}
          .all_types([](const auto& x) { return masked_select(x[0], mask().to(x[0].device())); }),
      Record{"tril",
             matrices,
             triangle([](auto row, auto column) { return column <= row; }),
             {wrong<ShapeError>(
                 "a vector", [] { tril(zeros({3})); }, "tril")}}
          .all_types([](const auto& x) { return tril(x[0]); }),
      Record{"tril", matrices, triangle([](auto row, auto column) { return column <= row - 1; })}.numbers(
          [](const auto& x) { return tril(x[0], -1); }),
      Record{"triu",
             matrices,
             triangle([](auto row, auto column) { return column >= row; }),
             {wrong<ShapeError>(
                 "a number", [] { triu(zeros({})); }, "triu")}}
          .all_types([](const auto& x) { return triu(x[0]); }),
      Record{"triu", matrices, triangle([](auto row, auto column) { return column >= row + 2; })}.numbers(
          [](const auto& x) { return triu(x[0], 2); }),
  };
}

#include <d2l/ops/ops.hpp>

#include "plain.hpp"
#include "samples.hpp"

using namespace d2l;

namespace {

const Places picked{2, 0, 2};  // one place twice: its gradients add up

Tensor<std::int64_t> index() { return tensor<std::int64_t>(picked, {3}); }

// Joins along axis 0.
Plain joined(const std::vector<Plain>& x) {
  auto result = x[0];
  for (std::size_t i = 1; i < x.size(); ++i) {
    result.shape[0] += x[i].shape[0];
    result.values.insert(result.values.end(), x[i].values.begin(), x[i].values.end());
  }
  return result;
}

}  // namespace

std::vector<Record> indexing_records() {
  return {
      Record{
          "index_select",
          of_shapes({{{3, 4}}, {{5, 1}}, {{3, 0}}, {{31, 33}}, {{3, 1025}}}),
          [](const std::vector<Plain>& x) {
            return make({3, x[0].shape[1]},
                        [&](const Places& p) { return at(x[0], {picked[static_cast<std::size_t>(p[0])], p[1]}); });
          },
          {wrong<IndexError>(
               "a place outside", [] { zeros({2, 3}).index_select(0, index()); }, "index_select"),
           wrong<IndexError>(
               "no such axis", [] { zeros({2, 3}).index_select(2, index()); }, "index_select"),
           wrong<ShapeError>(
               "an index that is no vector", [] { zeros({3}).index_select(0, index().view({3, 1})); }, "index_select")}}
          .numbers([](const auto& x) { return x[0].index_select(0, index()); }),
      Record{"index_select", of_shapes({{{2, 3, 2}}}),
             [](const std::vector<Plain>& x) {
               return make({2, 3, 2}, [&](const Places& p) {
                 return at(x[0], {p[0], picked[static_cast<std::size_t>(p[1])], p[2]});
               });
             }}
          .numbers([](const auto& x) { return x[0].index_select(-2, index()); }),
      Record{"gather",
             of_shapes({{{3, 4}}, {{3, 3}}, {{3, 33}}}),
             [](const std::vector<Plain>& x) {
               return make({3, 1},
                           [&](const Places& p) { return at(x[0], {p[0], picked[static_cast<std::size_t>(p[0])]}); });
             },
             {wrong<IndexError>(
                  "a place outside", [] { zeros({3, 2}).gather(1, index().view({3, 1})); }, "gather"),
              wrong<ShapeError>(
                  "other axes", [] { zeros({3, 3}).gather(1, index()); }, "gather")}}
          .numbers([](const auto& x) { return x[0].gather(1, index().view({3, 1})); }),
      Record{"gather", of_shapes({{{3, 4}}}),
             [](const std::vector<Plain>& x) {
               return make({1, 3},
                           [&](const Places& p) { return at(x[0], {picked[static_cast<std::size_t>(p[1])], p[1]}); });
             }}
          .numbers([](const auto& x) { return x[0].gather(0, index().view({1, 3})); }),
      Record{"gather", of_shapes({{{4, 5}}}),  // a place twice in each line, whose gradients add up
             [](const std::vector<Plain>& x) {
               return make({4, 3},
                           [&](const Places& p) { return at(x[0], {p[0], picked[static_cast<std::size_t>(p[1])]}); });
             }}
          .numbers([](const auto& x) { return x[0].gather(1, index().view({1, 3}).expand({4, 3})); }),
      Record{"cat",
             of_shapes({{{2, 3}, {1, 3}, {4, 3}}, {{0, 2}, {3, 2}}, {{4}}, {{1, 1}, {1, 1}}, {{31, 33}, {2, 33}}}),
             joined,
             {wrong<ValueError>(
                  "no tensors", [] { cat(std::vector<Tensor<>>{}); }, "cat"),
              wrong<ShapeError>(
                  "other sizes", [] { cat({zeros({2, 3}), zeros({2, 4})}); }, "cat")}}
          .numbers([](const auto& x) { return cat(x); }),
      Record{"cat",
             of_shapes({{{2, 3}, {2, 1}}}),
             [](const std::vector<Plain>& x) {
               return make({2, 4}, [&](const Places& p) { return p[1] < 3 ? at(x[0], p) : at(x[1], {p[0], 0}); });
             },
             {wrong<IndexError>(
                 "no such axis", [] { cat({zeros({2}), zeros({2})}, 1); }, "cat")}}
          .numbers([](const auto& x) { return cat(x, 1); }),
      Record{"stack",
             of_shapes({{{2, 3}, {2, 3}}, {{}, {}}, {{0}, {0}}, {{257}, {257}}}),
             [](const std::vector<Plain>& x) {
               auto shape = x[0].shape;
               shape.insert(shape.begin(), 2);
               return make(shape, [&](const Places& p) {
                 return at(x[static_cast<std::size_t>(p[0])], Places(p.begin() + 1, p.end()));
               });
             },
             {wrong<ShapeError>(
                 "other shapes", [] { stack({zeros({2}), zeros({3})}); }, "stack")}}
          .numbers([](const auto& x) { return stack(x); }),
      Record{"stack",
             of_shapes({{{2, 3}, {2, 3}}}),
             [](const std::vector<Plain>& x) {
               return make({2, 3, 2},
                           [&](const Places& p) { return at(x[static_cast<std::size_t>(p[2])], {p[0], p[1]}); });
             },
             {wrong<ValueError>(
                 "no tensors", [] { stack(std::vector<Tensor<>>{}); }, "stack")}}
          .numbers([](const auto& x) { return stack(x, -1); }),
  };
}

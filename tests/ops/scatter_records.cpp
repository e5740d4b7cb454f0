#include <d2l/ops/ops.hpp>

#include "plain.hpp"
#include "samples.hpp"

using namespace d2l;

namespace {

const Places picked{2, 0, 2};  // one place twice: both are added

Tensor<std::int64_t> index() { return tensor<std::int64_t>(picked, {3}); }

// For two rows of four, places along axis 0 of three; in each column they differ.
std::int64_t place(std::int64_t row, std::int64_t column) { return (row + column) % 3; }
Tensor<std::int64_t> places() {
  Places values;
  for (const auto row : {0, 1})
    for (const auto column : {0, 1, 2, 3}) values.push_back(place(row, column));
  return tensor<std::int64_t>(values, {2, 4});
}

// x where f(x's number, the source's number) stands at these places.
Plain written(const std::vector<Plain>& x, const std::function<double(double, double)>& f) {
  auto result = x[0];
  for (const auto row : {0, 1})
    for (const auto column : {0, 1, 2, 3}) {
      auto& to = result.values.at(static_cast<std::size_t>(4 * place(row, column) + column));
      to = f(to, at(x[1], {row, column}));
    }
  return result;
}
Plain replaced(const std::vector<Plain>& x) {
  return written(x, [](double, double source) { return source; });
}
Plain added(const std::vector<Plain>& x) { return written(x, std::plus<double>()); }

// The source is longer than the places along axis 0, which leaves its last row out.
const std::vector<Sample> matrices = of_shapes({{{3, 4}, {2, 4}}, {{3, 4}, {3, 4}}});

// A form in place as an op that leaves its inputs alone.
template <class Form>
auto on_a_copy(Form form) {
  return [=](const auto& x) {
    auto copies = x;
    copies[0] = x[0].clone();
    form(copies);
    return copies[0];
  };
}

const auto add_rows = [](const auto& x) { index_add_(x[0], 0, index(), x[1]); };
const auto add_columns = [](const auto& x) { index_add_(x[0], -1, index(), x[1]); };
const auto scatter = [](const auto& x) { scatter_(x[0], 0, places(), x[1]); };
const auto scatter_number = [](const auto& x) { scatter_(x[0], 0, places(), 1); };
const auto scatter_add = [](const auto& x) { scatter_add_(x[0], 0, places(), x[1]); };

}  // namespace

std::vector<Record> scatter_records() {
  return {
      Record{"index_add_",
             of_shapes({{{3, 4}, {3, 4}}, {{4, 0}, {3, 0}}, {{5, 33}, {3, 33}}}),
             [](const std::vector<Plain>& x) {
               auto result = x[0];
               const auto columns = x[0].shape[1];
               for (std::int64_t i = 0; i < 3; ++i)
                 for (std::int64_t j = 0; j < columns; ++j)
                   result.values.at(static_cast<std::size_t>(picked.at(static_cast<std::size_t>(i)) * columns + j)) +=
                       at(x[1], {i, j});
               return result;
             },
             {wrong<IndexError>(
                  "a place outside", [] { index_add_(zeros({2, 3}), 0, index(), zeros({3, 3})); }, "index_add_: index"),
              wrong<IndexError>(
                  "no such axis", [] { index_add_(zeros({3}), 1, index(), zeros({3})); }, "index_add_"),
              wrong<ShapeError>(
                  "another number of parts", [] { index_add_(zeros({3, 2}), 0, index(), zeros({2, 2})); }, "(2, 2)"),
              wrong<ShapeError>(
                  "an index that is no vector", [] { index_add_(zeros({3}), 0, index().view({3, 1}), zeros({3})); },
                  "index_add_"),
              wrong<ShapeError>(
                  "a number", [] { index_add_(zeros({}), 0, index(), zeros({3})); }, "index_add_"),
              wrong<AutogradError>(
                  "a leaf", [] { index_add_(zeros({3}).requires_grad_(), 0, index(), zeros({3})); }, "index_add_")}}
          .numbers(on_a_copy(add_rows))
          .with_in_place(add_rows),
      Record{"index_add_", of_shapes({{{2, 3}, {2, 3}}}),
             [](const std::vector<Plain>& x) {
               auto result = x[0];
               for (std::size_t i = 0; i < 2; ++i)
                 for (std::size_t j = 0; j < 3; ++j)
                   result.values.at(3 * i + static_cast<std::size_t>(picked.at(j))) += x[1].values.at(3 * i + j);
               return result;
             }}
          .numbers(on_a_copy(add_columns))
          .with_in_place(add_columns),
      Record{"scatter_",
             matrices,
             replaced,
             {wrong<IndexError>(
                  "a place outside", [] { scatter_(zeros({2, 4}), 0, places(), zeros({2, 4})); }, "scatter_: index 2"),
              wrong<IndexError>(
                  "no such axis", [] { scatter_(zeros({3, 4}), 2, places(), zeros({2, 4})); }, "scatter_"),
              wrong<ShapeError>(
                  "a smaller source", [] { scatter_(zeros({3, 4}), 0, places(), zeros({2, 3})); }, "(2, 3)"),
              wrong<ShapeError>(
                  "a smaller tensor", [] { scatter_(zeros({3, 3}), 0, places(), zeros({2, 4})); }, "(3, 3)"),
              wrong<ShapeError>(
                  "other axes", [] { scatter_(zeros({3}), 0, places(), zeros({2, 4})); }, "scatter_"),
              wrong<ShapeError>(
                  "elements that share memory",
                  [] { scatter_(zeros({1, 4}).expand({3, 4}), 0, places(), zeros({2, 4})); }, "scatter_"),
              wrong<AutogradError>(
                  "a leaf", [] { scatter_(zeros({3, 4}).requires_grad_(), 0, places(), 1); }, "scatter_")}}
          .all_types(on_a_copy(scatter))
          .with_in_place(scatter),
      Record{"scatter_", of_shapes({{{3, 4}}}),
             [](const std::vector<Plain>& x) { return written({x[0], x[0]}, [](double, double) { return 1; }); }}
          .all_types(on_a_copy(scatter_number))
          .with_in_place(scatter_number),
      Record{"scatter_", of_shapes({{{}, {}}}), [](const std::vector<Plain>& x) { return x[1]; }}.numbers(
          on_a_copy([](const auto& x) { scatter_(x[0], 0, zeros<std::int64_t>({}), x[1]); })),
      Record{"scatter_add_",
             matrices,
             added,
             {wrong<IndexError>(
                  "a place outside", [] { scatter_add_(zeros({2, 4}), 0, places(), zeros({2, 4})); },
                  "scatter_add_: index 2"),
              wrong<ShapeError>(
                  "a smaller source", [] { scatter_add_(zeros({3, 4}), 0, places(), zeros({2, 3})); }, "(2, 3)")}}
          .numbers(on_a_copy(scatter_add))
          .with_in_place(scatter_add),
      Record{"scatter_add_", of_shapes({{{3, 2}, {3, 3}}}),  // a place twice in each row
             [](const std::vector<Plain>& x) {
               return make({3, 2}, [&](const Places& p) {
                 return at(x[0], p) + (p[1] == 0 ? at(x[1], {p[0], 1}) : at(x[1], {p[0], 0}) + at(x[1], {p[0], 2}));
               });
             }}
          .numbers(on_a_copy([](const auto& x) {
            scatter_add_(x[0], 1, tensor<std::int64_t>({1, 0, 1}).view({1, 3}).expand({3, 3}), x[1]);
          })),
      Record{"one_hot",
             one(Range::whole),
             [](const std::vector<Plain>& x) {
               auto shape = x[0].shape;
               shape.push_back(5);
               return make(shape, [&](const Places& p) {
                 return at(x[0], Places(p.begin(), p.end() - 1)) + 2 == static_cast<double>(p.back()) ? 1 : 0;
               });
             },
             {wrong<IndexError>(
                  "a label that is no class", [] { one_hot(index(), 2); }, "one_hot: label 2 is outside 0 to 1"),
              wrong<IndexError>(
                  "a negative label", [] { one_hot(index() - 1); }, "one_hot: label -1"),
              wrong<ValueError>(
                  "no classes", [] { one_hot(index(), 0); }, "one_hot"),
              wrong<ValueError>(
                  "no label", [] { one_hot(zeros<std::int64_t>({0})); }, "one_hot")}}
          .doubles([](const auto& x) { return one_hot(x[0].template to<std::int64_t>() + 2, 5).template to<double>(); })
          .without_gradient(),
      Record{"one_hot",
             {{"classes from the labels", {tensor<double>({0, 2, 1})}}},
             [](const std::vector<Plain>& x) {
               return make({3, 3},
                           [&](const Places& p) { return at(x[0], {p[0]}) == static_cast<double>(p[1]) ? 1 : 0; });
             }}
          .doubles([](const auto& x) { return one_hot(x[0].template to<std::int64_t>()).template to<double>(); })
          .without_gradient(),
  };
}

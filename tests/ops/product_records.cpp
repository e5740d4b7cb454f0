#include <d2l/ops/ops.hpp>

#include "plain.hpp"
#include "samples.hpp"

using namespace d2l;

namespace {

Plain product(const std::vector<Plain>& x) {
  const auto &A = x[0], &B = x[1];
  const auto inner = A.shape[1];
  return make({A.shape[0], B.shape[1]}, [&](const Places& p) {
    double sum = 0;
    for (std::int64_t k = 0; k < inner; ++k) sum += at(A, {p[0], k}) * at(B, {k, p[1]});
    return sum;
  });
}
Plain matrix_times_vector(const std::vector<Plain>& x) {
  auto result = product({x[0], {{x[1].shape[0], 1}, x[1].values}});
  return {{result.shape[0]}, result.values};
}
Plain vector_times_matrix(const std::vector<Plain>& x) {
  auto result = product({{{1, x[0].shape[0]}, x[0].values}, x[1]});
  return {{result.shape[1]}, result.values};
}
Plain inner_product(const std::vector<Plain>& x) {
  const auto n = x[0].shape[0];
  return {{}, product({{{1, n}, x[0].values}, {{n, 1}, x[1].values}}).values};
}
Plain stacked(const std::vector<Plain>& x) {
  const auto rows = x[0].shape[0] * x[0].shape[1];
  const auto flat = product({{{rows, x[0].shape[2]}, x[0].values}, x[1]});
  return {{x[0].shape[0], x[0].shape[1], x[1].shape[1]}, flat.values};
}
// Matrices one behind the other, those of one factor repeated beside those of the other.
Plain batches(const std::vector<Plain>& x) {
  const auto in_front = [](const Plain& y) { return Places(y.shape.begin(), y.shape.end() - 2); };
  auto shape = broadcast(in_front(x[0]), in_front(x[1]));
  const auto inner = x[0].shape.back();
  shape.push_back(x[0].shape[x[0].shape.size() - 2]);
  shape.push_back(x[1].shape.back());
  return make(shape, [&](const Places& p) {
    auto left = p, right = p;
    double sum = 0;
    for (std::int64_t k = 0; k < inner; ++k) {
      left.back() = right[right.size() - 2] = k;
      sum += spread(x[0], left) * spread(x[1], right);
    }
    return sum;
  });
}
// ... where the first factor is a vector.
Plain vector_times_batch(const std::vector<Plain>& x) {
  auto result = batches({{{1, x[0].shape[0]}, x[0].values}, x[1]});
  result.shape.erase(result.shape.end() - 2);
  return result;
}
Plain affine(const std::vector<Plain>& x) {
  return make({x[0].shape[0], x[1].shape[0]}, [&](const Places& p) {
    double sum = x.size() > 2 ? at(x[2], {p[1]}) : 0;
    for (std::int64_t k = 0; k < x[0].shape[1]; ++k) sum += at(x[0], {p[0], k}) * at(x[1], {p[1], k});
    return sum;
  });
}

const std::vector<Sample> matrices = of_shapes({{{2, 3}, {3, 4}},
                                                {{1, 1}, {1, 1}},
                                                {{5, 1}, {1, 3}},
                                                {{1, 6}, {6, 1}},
                                                {{0, 3}, {3, 2}},
                                                {{2, 0}, {0, 3}},
                                                {{2, 3}, {3, 0}},
                                                {{17, 9}, {9, 5}},
                                                {{33, 31}, {31, 37}},
                                                {{3, 257}, {257, 2}}});

template <class Op>
std::vector<Wrong> wrongs(const std::string& name, Op op) {
  return {wrong<ShapeError>("inner sizes that differ", [=] { op(zeros({256, 784}), zeros({785, 10})); }, name + ": ")};
}

}  // namespace

std::vector<Record> product_records() {
  return {
      Record{"matmul", matrices, product, wrongs("matmul", [](auto A, auto B) { return matmul(A, B); })}
          .floats([](const auto& x) { return matmul(x[0], x[1]); })
          .rounded()
          .with_out([](const auto& x, const auto& y) { matmul(x[0], x[1], out(y)); }),
      Record{"matmul",
             of_shapes({{{3, 4}, {4}}, {{2, 0}, {0}}}),
             matrix_times_vector,
             {wrong<ShapeError>(
                 "a number", [] { matmul(zeros({}), zeros({2})); }, "matmul")}}
          .floats([](const auto& x) { return matmul(x[0], x[1]); })
          .rounded(),
      Record{"matmul", of_shapes({{{4}, {4, 3}}}), vector_times_matrix}
          .floats([](const auto& x) { return matmul(x[0], x[1]); })
          .rounded(),
      Record{"matmul", of_shapes({{{4}, {4}}}), inner_product}
          .floats([](const auto& x) { return x[0].matmul(x[1]); })
          .rounded(),
      Record{"matmul", of_shapes({{{2, 3, 4}, {4, 5}}}), stacked}
          .floats([](const auto& x) { return matmul(x[0], x[1]); })
          .rounded(),
      Record{"matmul",
             of_shapes({{{2, 3, 4}, {2, 4, 5}},
                        {{3, 4}, {2, 4, 2}},
                        {{2, 1, 3, 2}, {4, 2, 3}},
                        {{1, 2, 3}, {5, 3, 1}},
                        {{2, 0, 3}, {2, 3, 2}},
                        {{2, 2, 0}, {2, 0, 2}},
                        {{0, 2, 3}, {1, 3, 2}}}),
             batches,
             {wrong<ShapeError>(
                  "batches that do not broadcast", [] { matmul(zeros({2, 3, 4}), zeros({3, 4, 2})); }, "matmul"),
              wrong<ShapeError>(
                  "inner sizes that differ", [] { matmul(zeros({2, 3, 4}), zeros({2, 3, 4})); }, "4 and 3")}}
          .floats([](const auto& x) { return matmul(x[0], x[1]); })
          .rounded()
          .with_out([](const auto& x, const auto& y) { matmul(x[0], x[1], out(y)); }),
      Record{"matmul", of_shapes({{{3}, {2, 3, 4}}}), vector_times_batch}
          .floats([](const auto& x) { return matmul(x[0], x[1]); })
          .rounded(),
      Record{"bmm",
             of_shapes(
                 {{{2, 3, 4}, {2, 4, 5}}, {{1, 2, 3}, {1, 3, 1}}, {{0, 2, 3}, {0, 3, 2}}, {{33, 5, 40}, {33, 40, 3}}}),
             batches,
             {wrong<ShapeError>(
                  "other batches", [] { bmm(zeros({2, 3, 4}), zeros({3, 4, 2})); }, "(2, 3, 4) x (3, 4, 2)"),
              wrong<ShapeError>(
                  "inner sizes that differ", [] { bmm(zeros({2, 3, 4}), zeros({2, 3, 4})); }, "bmm"),
              wrong<ShapeError>(
                  "matrices", [] { bmm(zeros({3, 4}), zeros({4, 3})); }, "bmm")}}
          .floats([](const auto& x) { return bmm(x[0], x[1]); })
          .rounded()
          .with_out([](const auto& x, const auto& y) { bmm(x[0], x[1], out(y)); }),
      Record{"bmm",
             {{"turned", {sample({3, 2, 4}).transpose(0, 1), sample({2, 5, 4}, Range::any, 1).transpose(1, 2)}}},
             batches}
          .floats([](const auto& x) { return bmm(x[0], x[1]); })
          .rounded(),
      Record{"mm", matrices, product, wrongs("mm", [](auto A, auto B) { return mm(A, B); })}
          .floats([](const auto& x) { return x[0].mm(x[1]); })
          .rounded()
          .with_out([](const auto& x, const auto& y) { mm(x[0], x[1], out(y)); }),
      Record{"mm",
             {{"steps in both axes",
               {sample({6, 8})(Slice{0, 6, 2}, Slice{0, 8, 2}), sample({4, 6})(all, Slice{0, 6, 3})}}},
             product,
             {wrong<ShapeError>(
                 "a vector", [] { mm(zeros({2, 3}), zeros({3})); }, "mm")}}
          .floats([](const auto& x) { return mm(x[0], x[1]); })
          .rounded(),
      Record{"mv",
             of_shapes({{{3, 4}, {4}}, {{1, 1}, {1}}, {{0, 2}, {2}}}),
             matrix_times_vector,
             {wrong<ShapeError>(
                 "other sizes", [] { mv(zeros({2, 3}), zeros({4})); }, "mv")}}
          .floats([](const auto& x) { return x[0].mv(x[1]); })
          .rounded()
          .with_out([](const auto& x, const auto& y) { mv(x[0], x[1], out(y)); }),
      Record{"dot",
             of_shapes({{{4}, {4}}, {{1}, {1}}, {{0}, {0}}}),
             inner_product,
             {wrong<ShapeError>(
                 "other sizes", [] { dot(zeros({3}), zeros({4})); }, "dot")}}
          .floats([](const auto& x) { return x[0].dot(x[1]); })
          .rounded()
          .with_out([](const auto& x, const auto& y) { dot(x[0], x[1], out(y)); }),
      Record{"linear",
             of_shapes({{{5, 3}, {2, 3}, {2}}, {{1, 1}, {1, 1}, {1}}, {{0, 3}, {2, 3}, {2}}}),
             affine,
             {wrong<ShapeError>(
                  "other inner sizes", [] { linear(zeros({2, 3}), zeros({5, 4})); }, "linear"),
              wrong<ShapeError>(
                  "a bias of another size", [] { linear(zeros({2, 3}), zeros({5, 3}), zeros({4})); }, "linear")}}
          .floats([](const auto& x) { return linear(x[0], x[1], x[2]); })
          .rounded(),
      Record{"linear", of_shapes({{{5, 3}, {2, 3}}}), affine}
          .floats([](const auto& x) { return linear(x[0], x[1]); })
          .rounded(),
  };
}

#include <cmath>

#include <d2l/ops/ops.hpp>

#include "plain.hpp"
#include "samples.hpp"

using namespace d2l;

namespace {

// The truth values as numbers.
template <class Op>
auto counted(Op op) {
  return [=]<class T>(const std::vector<Tensor<T>>& x) { return op(x).template to<T>(); };
}

template <class Op, class F>
Record pair_record(const char* name, Op op, F f) {
  return Record{name,
                two(Range::whole),
                each_pair(f),
                {wrong<ShapeError>(
                    "shapes that do not broadcast", [=] { op(List<float>{ones({2, 3}), ones({4})}); }, name)}}
      .all_types(counted(op))
      .of_any_shape()
      .without_gradient();
}

template <class Op, class F>
Record number_record(const char* name, Op op, F f) {
  return Record{name, one(Range::whole), each(f)}.all_types(counted(op)).of_any_shape().without_gradient();
}

}  // namespace

std::vector<Record> comparison_records() {
  return {
      pair_record(
          "eq", [](const auto& x) { return x[0] == x[1]; }, [](double x, double y) { return x == y; }),
      pair_record(
          "ne", [](const auto& x) { return x[0] != x[1]; }, [](double x, double y) { return x != y; }),
      pair_record(
          "lt", [](const auto& x) { return x[0] < x[1]; }, [](double x, double y) { return x < y; }),
      pair_record(
          "le", [](const auto& x) { return x[0] <= x[1]; }, [](double x, double y) { return x <= y; }),
      pair_record(
          "gt", [](const auto& x) { return x[0] > x[1]; }, [](double x, double y) { return x > y; }),
      pair_record(
          "ge", [](const auto& x) { return x[0] >= x[1]; }, [](double x, double y) { return x >= y; }),
      number_record(
          "eq", [](const auto& x) { return x[0] == 1; }, [](double x) { return x == 1; }),
      number_record(
          "ne", [](const auto& x) { return x[0] != 1; }, [](double x) { return x != 1; }),
      number_record(
          "lt", [](const auto& x) { return x[0] < 1; }, [](double x) { return x < 1; }),
      number_record(
          "le", [](const auto& x) { return x[0] <= 1; }, [](double x) { return x <= 1; }),
      number_record(
          "gt", [](const auto& x) { return x[0] > 1; }, [](double x) { return x > 1; }),
      number_record(
          "ge", [](const auto& x) { return x[0] >= 1; }, [](double x) { return x >= 1; }),
      pair_record(
          "logical_and", [](const auto& x) { return logical_and(x[0], x[1]); },
          [](double x, double y) { return x != 0 && y != 0; }),
      pair_record(
          "logical_or", [](const auto& x) { return logical_or(x[0], x[1]); },
          [](double x, double y) { return x != 0 || y != 0; }),
      number_record(
          "logical_not", [](const auto& x) { return logical_not(x[0]); }, [](double x) { return x == 0; }),
      number_record(
          "isnan", [](const auto& x) { return isnan(x[0]); }, [](double x) { return std::isnan(x); }),
      number_record(
          "isfinite", [](const auto& x) { return isfinite(x[0]); }, [](double x) { return std::isfinite(x); }),
      Record{"scalar_like", one(), [](const auto&) { return Plain{{}, {7}}; }}
          .doubles([](const auto& x) { return scalar_like(x[0], 7.0); })
          .without_gradient(),
  };
}

#include "argument.hpp"

#include <cmath>
#include <type_traits>

#include <fmt/format.h>
#include <fmt/ranges.h>

namespace {

std::string written(double x) {
  auto text = fmt::format("{}", x);
  if (text.find_first_of(".en") == std::string::npos) text += ".0";  // -0 would be a whole number
  return text;
}
std::string written(std::int64_t x) { return std::to_string(x); }

// Rows in brackets; `next` is the first element that is not yet written.
template <class V>
std::string nested(const d2l::Shape& shape, std::int64_t axis, const std::vector<V>& values, std::size_t& next) {
  if (axis == shape.size()) return written(values[next++]);
  std::vector<std::string> rows;
  for (std::int64_t i = 0; i < shape[axis]; ++i) rows.push_back(nested(shape, axis + 1, values, next));
  return fmt::format("[{}]", fmt::join(rows, ", "));
}

template <class V>
std::string new_tensor(const d2l::Shape& shape, const std::vector<V>& values) {
  if (values.empty()) return fmt::format("torch.zeros({})", d2l::to_string(shape));
  std::size_t next = 0;
  return fmt::format("torch.tensor({})", nested(shape, 0, values, next));
}

}  // namespace

std::string in_python(const Argument& argument) {
  return std::visit(
      []<class A>(const A& a) -> std::string {
        if constexpr (std::is_same_v<A, Variable>)
          return fmt::format("v{}", a.number);
        else if constexpr (std::is_same_v<A, bool>)
          return a ? "True" : "False";
        else if constexpr (std::is_same_v<A, d2l::Dims>)
          return d2l::to_string(a);
        else if constexpr (std::is_arithmetic_v<A>)
          return written(a);
        else
          return new_tensor(a.shape, a.values);
      },
      argument);
}

#pragma once

#include <cstdint>
#include <string>
#include <variant>
#include <vector>

#include <d2l/ops/ops.hpp>

/// A tensor of the program, v0, v1, and so on.
struct Variable {
  std::size_t number;
};

/// The elements of a new tensor, row-major.
struct Elements {
  d2l::Shape shape;
  std::vector<double> values;
};

/// The same of a tensor of indices.
struct Places {
  d2l::Shape shape;
  std::vector<std::int64_t> values;
};

/// What an operation of a program is called with.
using Argument = std::variant<Variable, bool, std::int64_t, double, d2l::Dims, Elements, Places>;

/// The argument as Python writes it: v3, True, 2, 0.5, (2, 3), [[1.0, nan], [0.5, 2.0]].
std::string in_python(const Argument& argument);

/// The arguments of one call, with the tensors that its variables stand for.
template <class T>
class Call {
 public:
  Call(const std::vector<Argument>& arguments, const std::vector<d2l::Tensor<T>>& variables)
      : arguments_(arguments), variables_(variables) {}

  const d2l::Tensor<T>& operator[](std::size_t i) const { return variables_[get<Variable>(i).number]; }
  bool flag(std::size_t i) const { return get<bool>(i); }
  std::int64_t whole(std::size_t i) const { return get<std::int64_t>(i); }
  T number(std::size_t i) const { return static_cast<T>(get<double>(i)); }
  const d2l::Dims& dims(std::size_t i) const { return get<d2l::Dims>(i); }
  d2l::Tensor<T> elements(std::size_t i) const {
    const auto& [shape, values] = get<Elements>(i);
    return d2l::tensor<T>(std::vector<T>(values.begin(), values.end()), shape);
  }
  d2l::Tensor<std::int64_t> places(std::size_t i) const {
    const auto& [shape, values] = get<Places>(i);
    return d2l::tensor<std::int64_t>(values, shape);
  }

 private:
  template <class A>
  const A& get(std::size_t i) const {
    return std::get<A>(arguments_[i]);
  }

  const std::vector<Argument>& arguments_;
  const std::vector<d2l::Tensor<T>>& variables_;
};

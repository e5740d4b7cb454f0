#pragma once

#include <initializer_list>
#include <string>
#include <utility>
#include <vector>

#include "d2l/nn/module.hpp"

namespace d2l::nn {

/// Parameters in a row, named 0, 1, 2, … (section 4.4). It has no forward.
class ParameterList : public Module {
 public:
  ParameterList() = default;
  ParameterList(std::initializer_list<Tensor<>> parameters);

  void append(const Tensor<>& parameter) { parameters_.emplace_back(parameter); }
  std::size_t size() const { return parameters_.size(); }
  /// The i-th parameter. Throws IndexError.
  const Parameter& operator[](std::size_t i) const;
  auto begin() const { return parameters_.begin(); }
  auto end() const { return parameters_.end(); }

  void visit(Visitor& v) override;
  std::string extra_repr() const override;

 private:
  std::vector<Parameter> parameters_;
};

/// Parameters by name, in the order in which they came (section 4.4). It has no forward.
class ParameterDict : public Module {
 public:
  ParameterDict() = default;
  ParameterDict(std::initializer_list<std::pair<std::string, Tensor<>>> parameters);

  /// Adds a parameter, or puts it in the place of the one that has this name.
  void insert(const std::string& name, const Tensor<>& parameter);
  bool contains(const std::string& name) const { return find(name) != nullptr; }
  std::size_t size() const { return parameters_.size(); }
  /// The parameter of this name. Throws IndexError where there is none.
  const Parameter& operator[](const std::string& name) const;
  auto begin() const { return parameters_.begin(); }
  auto end() const { return parameters_.end(); }

  void visit(Visitor& v) override;
  std::string extra_repr() const override;

 private:
  const Parameter* find(const std::string& name) const;

  std::vector<std::pair<std::string, Parameter>> parameters_;
};

}  // namespace d2l::nn

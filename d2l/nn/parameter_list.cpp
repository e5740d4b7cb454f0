#include "d2l/nn/parameter_list.hpp"

#include <algorithm>

#include <fmt/format.h>
#include <fmt/ranges.h>

namespace d2l::nn {
namespace {

// A line of extra_repr, in the words of PyTorch.
std::string line(const std::string& name, const Parameter& parameter) {
  const auto sizes = fmt::format("{}", fmt::join(parameter.shape(), "x"));
  return fmt::format("  ({}): Parameter containing: [float32 of size {}]", name, sizes.empty() ? "()" : sizes);
}

}  // namespace

ParameterList::ParameterList(std::initializer_list<Tensor<>> parameters) {
  for (const auto& parameter : parameters) append(parameter);
}

const Parameter& ParameterList::operator[](std::size_t i) const {
  if (i >= size()) throw IndexError(fmt::format("ParameterList: there is no parameter {} among {}", i, size()));
  return parameters_[i];
}

void ParameterList::visit(Visitor& v) {
  for (std::size_t i = 0; i < size(); ++i) v(std::to_string(i), parameters_[i]);
}

std::string ParameterList::extra_repr() const {
  std::vector<std::string> lines;
  lines.reserve(size());
  for (std::size_t i = 0; i < size(); ++i) lines.push_back(line(std::to_string(i), parameters_[i]));
  return fmt::format("{}", fmt::join(lines, "\n"));
}

ParameterDict::ParameterDict(std::initializer_list<std::pair<std::string, Tensor<>>> parameters) {
  for (const auto& [name, parameter] : parameters) insert(name, parameter);
}

void ParameterDict::insert(const std::string& name, const Tensor<>& parameter) {
  const auto found = std::ranges::find(parameters_, name, &std::pair<std::string, Parameter>::first);
  if (found == parameters_.end())
    parameters_.emplace_back(name, parameter);
  else
    found->second = Parameter(parameter);
}

const Parameter& ParameterDict::operator[](const std::string& name) const {
  if (const auto* const parameter = find(name)) return *parameter;
  throw IndexError("ParameterDict: there is no parameter '" + name + "'");
}

void ParameterDict::visit(Visitor& v) {
  for (auto& [name, parameter] : parameters_) v(name, parameter);
}

std::string ParameterDict::extra_repr() const {
  std::vector<std::string> lines;
  lines.reserve(size());
  for (const auto& [name, parameter] : parameters_) lines.push_back(line(name, parameter));
  return fmt::format("{}", fmt::join(lines, "\n"));
}

const Parameter* ParameterDict::find(const std::string& name) const {
  const auto found = std::ranges::find(parameters_, name, &std::pair<std::string, Parameter>::first);
  return found == parameters_.end() ? nullptr : &found->second;
}

}  // namespace d2l::nn

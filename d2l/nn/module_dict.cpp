#include "d2l/nn/module_dict.hpp"

#include <algorithm>
#include <utility>

namespace d2l::nn {

ModuleDict::ModuleDict(std::initializer_list<Entry> modules) {
  for (const auto& entry : modules) insert(entry.name, std::move(entry.module));
}

void ModuleDict::insert(const std::string& name, AnyModule module) {
  if (const auto i = place_of(name); i < size()) {
    modules_[i] = std::move(module);
  } else {
    names_.push_back(name);
    modules_.push_back(std::move(module));
  }
}

bool ModuleDict::contains(const std::string& name) const { return place_of(name) < size(); }

Module& ModuleDict::operator[](const std::string& name) const {
  const auto i = place_of(name);
  if (i == size()) throw IndexError("ModuleDict: there is no module '" + name + "'");
  return *modules_[i];
}

void ModuleDict::visit(Visitor& v) {
  for (std::size_t i = 0; i < size(); ++i) v(names_[i], *modules_[i]);
}

std::size_t ModuleDict::place_of(const std::string& name) const {
  return static_cast<std::size_t>(std::ranges::find(names_, name) - names_.begin());
}

}  // namespace d2l::nn

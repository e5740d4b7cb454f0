#pragma once

#include <initializer_list>
#include <string>
#include <vector>

#include "d2l/nn/any_module.hpp"

namespace d2l::nn {

/// Modules by name, in the order in which they came (section 4.1): `ModuleDict{{"linear", Linear{784, 256}}, {"act",
/// ReLU{}}}`. It has no forward.
class ModuleDict : public Module {
 public:
  ModuleDict() = default;
  struct Entry {
    std::string name;
    mutable AnyModule module;  // moved out of the list, which is const: a copy would no longer share
  };
  ModuleDict(std::initializer_list<Entry> modules);

  /// Adds a module, or puts it in the place of the one that has this name.
  void insert(const std::string& name, AnyModule module);
  bool contains(const std::string& name) const;
  std::size_t size() const { return modules_.size(); }
  const std::vector<std::string>& keys() const { return names_; }
  /// The module of this name. Throws IndexError where there is none.
  Module& operator[](const std::string& name) const;

  void visit(Visitor& v) override;

 private:
  std::size_t place_of(const std::string& name) const;  // size() where it is not there

  std::vector<std::string> names_;
  Modules modules_;
};

}  // namespace d2l::nn

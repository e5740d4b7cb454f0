#include "d2l/nn/any_module.hpp"

#include <map>

namespace d2l::nn {
namespace {

// Which modules have been copied already by the copying that goes on, so that shared ones stay shared.
struct Copies {
  std::map<const Module*, std::shared_ptr<Module>> made;
  int depth = 0;  // networks in networks are copied within
};
thread_local Copies copies;

// Lasts from the outermost copy's beginning to its end.
class Copying {
 public:
  Copying() { ++copies.depth; }
  ~Copying() {
    if (--copies.depth == 0) copies.made.clear();
  }
  Copying(const Copying&) = delete;
  Copying& operator=(const Copying&) = delete;
};

}  // namespace

AnyModule::AnyModule(const AnyModule& other) : copy_(other.copy_) {
  const Copying copying;
  auto& copy = copies.made[other.module_.get()];
  if (!copy) copy = copy_(*other.module_);
  module_ = copy;
}

void AnyModule::expect_class(const std::type_info& type) const {
  if (!module_) throw ValueError("a null pointer is no module");
  const auto& module = *module_;
  if (typeid(module) != type)
    throw ValueError("a shared " + module.name() + " came as pointer to a class below it; make it a std::shared_ptr<" +
                     module.name() + ">");
}

Modules::Modules(const Modules& other) {
  const Copying copying;
  modules_ = other.modules_;
}

}  // namespace d2l::nn

#include "d2l/nn/any_module.hpp"

#include <map>

namespace d2l::nn {
namespace {

using Copies = std::map<const Module*, std::shared_ptr<Module>>;

// Which modules have been copied already by the copying that goes on, so that shared ones stay shared.
thread_local Copies* copies_so_far = nullptr;

// From the outermost copy to its end: networks in networks are copied within.
class Copying {
 public:
  Copying() : outermost_(copies_so_far == nullptr) {
    if (outermost_) copies_so_far = &copies_;
  }
  ~Copying() {
    if (outermost_) copies_so_far = nullptr;
  }
  Copying(const Copying&) = delete;
  Copying& operator=(const Copying&) = delete;

 private:
  Copies copies_;
  bool outermost_;
};

}  // namespace

AnyModule::AnyModule(const AnyModule& other) : copy_(other.copy_) {
  const Copying copying;
  auto& copy = (*copies_so_far)[other.module_.get()];
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

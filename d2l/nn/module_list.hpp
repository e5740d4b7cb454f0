#pragma once

#include <concepts>

#include "d2l/nn/any_module.hpp"

namespace d2l::nn {

/// Modules in a row, named 0, 1, 2, … (section 4.1): `for (const auto& layer : layers) X = layer(X);` where they are
/// layers. It takes them by value, or as `std::shared_ptr` where a module is to be in several places at once. What they
/// compute together is up to the module that holds the list; the list has no forward, and calling it does not compile.
class ModuleList : public Module {
 public:
  ModuleList() = default;
  template <class... M>
  requires((sizeof...(M) > 1 || (!std::derived_from<M, ModuleList> && ...)) &&
           (std::constructible_from<AnyModule, M> && ...))
  explicit ModuleList(M... modules) {
    (append(std::move(modules)), ...);
  }

  void append(AnyModule module) { modules_.push_back(std::move(module)); }
  std::size_t size() const { return modules_.size(); }
  /// The i-th module. Throws IndexError.
  Module& operator[](std::size_t i) const;
  auto begin() const { return modules_.begin(); }
  auto end() const { return modules_.end(); }

  void visit(Visitor& v) override;

 private:
  Modules modules_;
};

}  // namespace d2l::nn

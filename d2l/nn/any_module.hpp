#pragma once

#include <concepts>
#include <memory>
#include <utility>
#include <vector>

#include "d2l/nn/layer.hpp"

namespace d2l::nn {

/// A module of any class, as a value: copied with all that it holds, as the class that it had when it was put in. Given
/// a `std::shared_ptr`, it holds the very module that the pointer points to, which others may hold as well.
class AnyModule {
 public:
  template <std::derived_from<Module> M>
  AnyModule(M module) : AnyModule(std::make_shared<M>(std::move(module))) {}
  /// Throws ValueError for a null pointer, and for one to a class derived from M, which could not be copied.
  template <std::derived_from<Module> M>
  AnyModule(std::shared_ptr<M> module)
      : module_(std::move(module)), copy_([](const Module& m) -> std::shared_ptr<Module> {
          return std::make_shared<M>(static_cast<const M&>(m));
        }) {
    expect_class(typeid(M));
  }
  AnyModule(const AnyModule& other);
  AnyModule(AnyModule&&) = default;
  AnyModule& operator=(AnyModule other) noexcept {
    std::swap(module_, other.module_);
    std::swap(copy_, other.copy_);
    return *this;
  }
  ~AnyModule() = default;

  Module& operator*() const { return *module_; }
  Module* operator->() const { return module_.get(); }
  /// The output of a layer. Throws ValueError where the module is not a layer.
  Tensor<> operator()(const Tensor<>& X) const { return as<Layer>(*module_)(X); }

 private:
  void expect_class(const std::type_info& type) const;

  std::shared_ptr<Module> module_;
  std::shared_ptr<Module> (*copy_)(const Module&);
};

/// Modules in a row. A copy has modules of its own; one that is there twice is there twice in the copy, too.
class Modules {
 public:
  Modules() = default;
  Modules(const Modules& other);
  Modules(Modules&&) = default;
  Modules& operator=(Modules other) noexcept {
    modules_.swap(other.modules_);
    return *this;
  }
  ~Modules() = default;

  void push_back(AnyModule module) { modules_.push_back(std::move(module)); }
  std::size_t size() const { return modules_.size(); }
  AnyModule& operator[](std::size_t i) { return modules_[i]; }
  const AnyModule& operator[](std::size_t i) const { return modules_[i]; }
  auto begin() const { return modules_.begin(); }
  auto end() const { return modules_.end(); }

 private:
  std::vector<AnyModule> modules_;
};

}  // namespace d2l::nn

#pragma once

#include <concepts>
#include <memory>
#include <vector>

#include "d2l/nn/module.hpp"

namespace d2l::nn {

/// Modules one after the other, each taking what the one before gives (section 4.1). It takes them by value:
///
///     nn::Sequential net{nn::Flatten{}, nn::Linear{784, 256}, nn::ReLU{}, nn::Linear{256, 10}};
///
/// and names them 0, 1, 2, … A copy has parameters of its own.
class Sequential : public Module {
 public:
  Sequential() = default;
  template <std::derived_from<Module>... M>
    requires(sizeof...(M) > 1 || (!std::same_as<M, Sequential> && ...))
  explicit Sequential(M... modules) {
    (add(std::move(modules)), ...);
  }

  template <std::derived_from<Module> M>
  void add(M module) {
    layers_.emplace_back(std::move(module));
  }
  std::size_t size() const { return layers_.size(); }
  /// The i-th module. Throws IndexError.
  Module& operator[](std::size_t i);

  Tensor<> forward(const Tensor<>& X) override;
  void visit(Visitor& v) override;

 private:
  // A module of any type, as a value: copied with it, by the type that it had when it came.
  class Layer {
   public:
    template <class M>
    explicit Layer(M module)
        : module_(std::make_unique<M>(std::move(module))), copy_([](const Module& m) -> std::unique_ptr<Module> {
            return std::make_unique<M>(static_cast<const M&>(m));
          }) {}
    Layer(const Layer& other) : module_(other.copy_(*other.module_)), copy_(other.copy_) {}
    Layer(Layer&&) = default;
    Layer& operator=(Layer other) noexcept {
      std::swap(module_, other.module_);
      std::swap(copy_, other.copy_);
      return *this;
    }
    ~Layer() = default;
    Module& operator*() const { return *module_; }

   private:
    std::unique_ptr<Module> module_;
    std::unique_ptr<Module> (*copy_)(const Module&);
  };

  std::vector<Layer> layers_;
};

}  // namespace d2l::nn

#pragma once

#include <concepts>
#include <memory>
#include <utility>

#include "d2l/nn/layer.hpp"
#include "d2l/nn/module_list.hpp"

namespace d2l::nn {

/// What a Sequential takes: a layer by value, or shared.
template <class M>
concept LayerLike = std::derived_from<M, Layer> || (requires { typename M::element_type; } &&
                                                    std::same_as<M, std::shared_ptr<typename M::element_type>> &&
                                                    std::derived_from<typename M::element_type, Layer>);

/// Layers one after the other, each taking what the one before gives (section 4.1). It takes them by value:
///
///     nn::Sequential net{nn::Flatten{}, nn::Linear{784, 256}, nn::ReLU{}, nn::Linear{256, 10}};
///
/// and names them 0, 1, 2, … A copy has parameters of its own. One layer in two places is a `std::shared_ptr`:
///
///     const auto shared = std::make_shared<nn::Linear>(8, 8);
///     nn::Sequential net{nn::Linear{4, 8}, nn::ReLU{}, shared, nn::ReLU{}, shared};
///
/// Modules that are not layers do not compile here: what they take and give is for a class of your own to say.
class Sequential : public Layer {
 public:
  Sequential() = default;
  template <LayerLike... L>
  requires(sizeof...(L) > 1 || (!std::derived_from<L, Sequential> && ...))
  explicit Sequential(L... layers) : layers_(std::move(layers)...) {}

  void append(LayerLike auto layer) { layers_.append(std::move(layer)); }
  std::size_t size() const { return layers_.size(); }
  /// The i-th layer. Throws IndexError.
  Module& operator[](std::size_t i) const { return layers_[i]; }
  auto begin() const { return layers_.begin(); }
  auto end() const { return layers_.end(); }

  Tensor<> forward(const Tensor<>& X) override;
  void visit(Visitor& v) override { layers_.visit(v); }

 private:
  ModuleList layers_;
};

}  // namespace d2l::nn

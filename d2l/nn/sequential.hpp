#pragma once

#include "d2l/nn/module_list.hpp"

namespace d2l::nn {

/// Modules one after the other, each taking what the one before gives (section 4.1). It takes them by value:
///
///     nn::Sequential net{nn::Flatten{}, nn::Linear{784, 256}, nn::ReLU{}, nn::Linear{256, 10}};
///
/// and names them 0, 1, 2, … A copy has parameters of its own. One module in two places is a `std::shared_ptr`:
///
///     const auto shared = std::make_shared<nn::Linear>(8, 8);
///     nn::Sequential net{nn::Linear{4, 8}, nn::ReLU{}, shared, nn::ReLU{}, shared};
class Sequential : public ModuleList {
 public:
  using ModuleList::ModuleList;
  Tensor<> forward(const Tensor<>& X) override;
};

}  // namespace d2l::nn

#include "d2l/book/gradient_lengths.hpp"

#include <iostream>

#include <fmt/format.h>

#include "d2l/autograd/backward.hpp"
#include "d2l/nn/loss.hpp"
#include "d2l/ops/reduction.hpp"

namespace d2l {

void show_gradient_lengths(const std::string& name, nn::Sequential& net, const ImageDataset::Batch& batch) {
  net.zero_grad();
  nn::CrossEntropyLoss()(net(batch.first), batch.second).backward();
  std::cout << fmt::format("  {:<9}", name);
  for (const auto& parameter : net.parameters())
    if (parameter.dim() > 1) std::cout << fmt::format("{:>10.6f}", norm(parameter.grad()).item());
  std::cout << '\n';
}

}  // namespace d2l

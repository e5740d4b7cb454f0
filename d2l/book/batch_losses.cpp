#include "d2l/book/batch_losses.hpp"

#include <utility>

#include "d2l/core/tensor.hpp"
#include "d2l/ops/arithmetic.hpp"
#include "d2l/ops/creation.hpp"

namespace d2l {

void BatchLosses::add(const Tensor<>& sum, std::int64_t examples) {
  if (!sums_.defined()) sums_ = empty({most_}, sum.device());
  sums_[std::ssize(examples_)].copy_(sum.detach().view({}));
  examples_.push_back(examples);
}

std::vector<double> BatchLosses::read() {
  const auto examples = std::exchange(examples_, {});
  if (examples.empty()) return {};
  const auto sums = sums_.slice(0, 0, std::ssize(examples)).to_vector();
  std::vector<double> means;
  means.reserve(sums.size());
  for (std::size_t i = 0; i < sums.size(); ++i) means.push_back(sums[i] / static_cast<double>(examples[i]));
  return means;
}

}  // namespace d2l

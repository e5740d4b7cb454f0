#include "sums.hpp"

#include <iostream>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include <d2l/d2l.hpp>
#include <d2l/distributed/tree_sum.hpp>

using namespace d2l;
using distributed::piece_of, distributed::TreeSum;

namespace {

constexpr std::int64_t shards = 8;

// Each process adds up its own numbers, and these sums are added, as one would without a tree.
float sum_by(std::int64_t processes, const Tensor<>& numbers) {
  float all = 0;
  for (std::int64_t p = 0; p < processes; ++p) {
    const auto [begin, end] = piece_of(shards, processes, p);
    float own = 0;
    for (auto i = begin; i < end; ++i) own += numbers(i).item();
    all += own;
  }
  return all;
}

// The same in the tree of the shards: each process adds what it can add alone; the rest is added later.
float sum_in_tree_by(std::int64_t processes, const Tensor<>& numbers) {
  TreeSum all(shards);
  for (std::int64_t p = 0; p < processes; ++p) {
    const auto [begin, end] = piece_of(shards, processes, p);
    TreeSum own(shards);
    for (auto i = begin; i < end; ++i) own.add({i, i + 1}, numbers(i).clone());
    for (const auto& [range, sum] : own.nodes()) all.add(range, sum);
  }
  return all.nodes().front().sum.item();
}

}  // namespace

void show_weights() {
  const auto y = tensor({2, 4, 6, 8, 10});
  const auto gradient = [](const Tensor<>& part) { return -2 * part.mean().item(); };  // of the mean (w - y)² at w = 0
  const auto first = y.slice(0, 0, 3), second = y.slice(0, 3, 5);
  std::cout << fmt::format(
      "\nthe gradient of a batch of 5, in parts of 3 and 2\n"
      "  the mean over the batch              {:6.1f}\n"
      "  3/5 of the one, 2/5 of the other     {:6.1f}\n"
      "  half of each                         {:6.1f}\n"
      "  the sum of both                      {:6.1f}\n",
      gradient(y), 3 * gradient(first) / 5 + 2 * gradient(second) / 5, (gradient(first) + gradient(second)) / 2,
      gradient(first) + gradient(second));
}

void show_sums() {
  manual_seed(0);
  const auto numbers = randn({shards});
  std::cout << "\nthe sum of eight numbers, added by so many processes\n         each its own  in the tree\n";
  for (const std::int64_t processes : {1, 2, 3, 4, 8})
    std::cout << fmt::format("  {}      {:12.9f} {:12.9f}\n", processes, sum_by(processes, numbers),
                             sum_in_tree_by(processes, numbers));
}

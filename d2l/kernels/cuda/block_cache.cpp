#include "d2l/kernels/cuda/block_cache.hpp"

#include <algorithm>
#include <new>
#include <utility>

namespace d2l::cuda {

void* BlockCache::take(const SizeClass& size) {
  auto& kept = kept_[size.index];
  if (kept.empty()) return nullptr;
  auto* const block = kept.back();
  if (given_) given_->push_back(block);
  kept.pop_back();
  bytes_ -= size.bytes;
  return block;
}

bool BlockCache::keep(void* block, const SizeClass& size) noexcept {
  try {
    kept_[size.index].push_back(block);
  } catch (const std::bad_alloc&) {
    return false;
  }
  bytes_ += size.bytes;
  return true;
}

bool BlockCache::has_all_back() {
  std::vector<void*> here;
  for (const auto& kept : kept_) here.insert(here.end(), kept.begin(), kept.end());
  std::ranges::sort(here);
  const auto given = std::exchange(given_, std::nullopt).value_or(std::vector<void*>());
  return std::ranges::all_of(given, [&](auto* block) { return std::ranges::binary_search(here, block); });
}

std::size_t BlockCache::release(cudaStream_t order) noexcept {
  for (auto& kept : kept_) {
    for (auto* const block : kept) cudaFreeAsync(block, order);
    kept.clear();
  }
  return std::exchange(bytes_, 0);
}

}  // namespace d2l::cuda

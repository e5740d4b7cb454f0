#include "d2l/kernels/cuda/block_cache.hpp"

#include <algorithm>
#include <new>
#include <utility>

namespace d2l::cuda {

void* BlockCache::take(const SizeClass& size) {
  auto& kept = kept_[size.index];
  if (kept.empty()) return nullptr;
  auto* const block = kept.back();
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

bool BlockCache::restore(const Kept& before) {
  for (std::size_t i = 0; i < kept_.size(); ++i)
    if (!std::ranges::is_permutation(kept_[i], before[i])) return false;
  kept_ = before;
  return true;
}

std::size_t BlockCache::release(cudaStream_t order) noexcept {
  for (auto& kept : kept_) {
    for (auto* const block : kept) cudaFreeAsync(block, order);
    kept.clear();
  }
  return std::exchange(bytes_, 0);
}

}  // namespace d2l::cuda

#include "pool.hpp"

#include <algorithm>
#include <functional>

#include <fmt/format.h>

#include "state.hpp"

namespace cuda_emulator {

namespace {

std::uint64_t charged(std::size_t bytes) { return (bytes + 511) / 512 * 512; }

void for_each_pool(const std::function<void(CUmemPoolHandle_st&)>& visit) {
  for (const auto& device : state().devices) {
    visit(device->pool);
    visit(device->graph_pool);
  }
  for (const auto& pool : state().pools) visit(*pool);
}

}  // namespace

std::uint64_t reserved_on(int device) {
  std::uint64_t sum = 0;
  for_each_pool([&](const CUmemPoolHandle_st& pool) {
    if (pool.device == device) sum += pool.reserved;
  });
  return sum;
}

void charge(CUmemPoolHandle_st& pool, std::size_t bytes) {
  const auto limit = state().memory_limit;
  const auto others = reserved_on(pool.device) - pool.reserved;
  if (bytes > limit || pool.used + charged(bytes) + others > limit)
    throw Refusal(cudaErrorMemoryAllocation,
                  fmt::format("{} bytes asked for, the pool uses {}, other pools hold {}, device {} has {}", bytes,
                              pool.used, others, pool.device, limit));
  pool.used += charged(bytes);
  pool.reserved = std::max(pool.reserved, pool.used);
  pool.used_high = std::max(pool.used_high, pool.used);
  pool.reserved_high = std::max(pool.reserved_high, pool.reserved);
}

void credit(CUmemPoolHandle_st& pool, std::size_t bytes) { pool.used -= charged(bytes); }

void trim(CUmemPoolHandle_st& pool, std::uint64_t least) {
  pool.reserved = std::max(pool.used, std::min(pool.reserved, least));
}

void release_unused() {
  for_each_pool([](CUmemPoolHandle_st& pool) { trim(pool, pool.release_threshold); });
}

}  // namespace cuda_emulator

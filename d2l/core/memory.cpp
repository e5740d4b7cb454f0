#include "d2l/core/memory.hpp"

#include <array>
#include <cstdint>
#include <new>
#include <string>
#include <utility>

#include "d2l/core/cuda.hpp"
#include "d2l/core/error.hpp"
#include "d2l/core/poison.hpp"
#include "d2l/core/size_class.hpp"

namespace d2l {
namespace {

constexpr std::align_val_t alignment{64};

// Large blocks have room for the header of a Storage beside a round size: else a tensor of 2^k bytes, the usual case,
// would get a quarter more than it needs.
SizeClass size_class(std::size_t bytes) {
  constexpr std::size_t header = 128, small = 1024 + header;
  if (bytes <= small) return round_up(bytes);
  const auto [index, size] = round_up(bytes - header);
  return {index + 8, size + header};  // past the small ones, which reach one doubling into this
}

struct FreeBlock {
  FreeBlock* next;
};

// Set when this thread's cache has ended; what outlives it (a global tensor) goes straight to the system.
thread_local bool cache_ended = false;

struct Cache {
  std::array<FreeBlock*, SizeClass::count> free{};
  MemoryUse use;

  ~Cache() {
    release();
    cache_ended = true;
  }

  void release() noexcept {
    for (auto& head : free)
      while (head) {
        unpoison(head, sizeof(FreeBlock));
        operator delete(std::exchange(head, head->next), alignment);
      }
    use.cached = 0;
  }
};

thread_local Cache cache;

void* ask_system(std::size_t bytes) {
  if (!cache_ended) ++cache.use.system_requests;
  return operator new(bytes, alignment, std::nothrow);
}

}  // namespace

void* take_block(std::size_t bytes) {
  if (bytes > PTRDIFF_MAX / 2) throw MemoryError("out of memory: a tensor of " + std::to_string(bytes) + " bytes");
  const auto [index, rounded] = size_class(bytes);
  void* block = nullptr;
  if (!cache_ended && cache.free[index]) {
    auto* head = cache.free[index];
    unpoison(head, rounded);
    cache.free[index] = head->next;
    cache.use.cached -= rounded;
    block = head;
  } else if (block = ask_system(rounded); !block) {
    if (!cache_ended) cache.release();
    if (block = ask_system(rounded); !block)
      throw MemoryError("out of memory: the system refused " + std::to_string(bytes) + " bytes (" +
                        std::to_string(memory_use().in_use) + " are in use); try a smaller batch or --limit");
  }
  // Under the address sanitizer a block ends where its tensor ends, and a block given back is nobody's.
  poison(static_cast<char*>(block) + bytes, rounded - bytes);
  if (!cache_ended) cache.use.in_use += rounded;
  return block;
}

void give_block(void* block, std::size_t bytes) noexcept {
  const auto [index, rounded] = size_class(bytes);
  unpoison(block, rounded);
  if (cache_ended) {
    operator delete(block, alignment);
    return;
  }
  cache.free[index] = new (block) FreeBlock{cache.free[index]};
  poison(block, rounded);
  cache.use.in_use -= rounded;
  cache.use.cached += rounded;
}

MemoryUse memory_use() { return cache_ended ? MemoryUse{} : cache.use; }
MemoryUse memory_use(Device device) { return device.is_cpu() ? memory_use() : cuda::memory_use(device.index); }

void release_cached_memory() noexcept {
  if (!cache_ended) cache.release();
}

}  // namespace d2l

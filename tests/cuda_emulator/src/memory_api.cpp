#include <algorithm>
#include <cuda_emulator/runtime.hpp>

#include <fmt/format.h>

#include "call.hpp"
#include "pool.hpp"
#include "queue.hpp"

using namespace cuda_emulator;

namespace {

CUmemPoolHandle_st& pool_at(CUmemPoolHandle_st* handle) {
  for (const auto& device : state().devices) {
    if (handle == &device->pool) return device->pool;
  }
  return state().pools.at(handle);
}

void allocate(void** memory, std::size_t bytes, CUmemPoolHandle_st& pool, CUstream_st& stream) {
  if (memory == nullptr || bytes == 0) throw Refusal(cudaErrorInvalidValue, "an allocation of nothing");
  ++state().counters.allocations;
  if (fails_now(Call::allocation)) throw Refusal(cudaErrorMemoryAllocation, "a test wants this allocation to fail");
  auto& device = state().device(pool.device);
  auto& charged = stream.capture ? device.graph_pool : pool;
  charge(charged, bytes);
  auto& allocation = device.memory.take(bytes, charged);
  if (stream.capture) {
    allocation.in_graph = true;
    stream.capture->work()->allocations.push_back(&allocation);
  }
  enqueue(stream, {.run = [&device, &allocation] { device.memory.begin(allocation); }, .device = pool.device});
  *memory = allocation.begin;
}

void free_in_graph(Allocation& allocation, GraphWork& work) {
  if (std::ranges::find(work.allocations, &allocation) == work.allocations.end())
    throw Refusal(cudaErrorInvalidValue,
                  "cudaFreeAsync, captured, of memory that was not allocated in the same capture");
  work.freed.push_back(&allocation);
}

}  // namespace

cudaError_t cudaMemGetInfo(std::size_t* free, std::size_t* total) {
  return call([&] {
    const auto held = reserved_on(current_device());
    *total = state().memory_limit;
    *free = *total - std::min<std::size_t>(held, *total);
  });
}

cudaError_t cudaDeviceGetDefaultMemPool(cudaMemPool_t* pool, int device) {
  return call([&] { *pool = &state().device(device).pool; });
}

cudaError_t cudaMemPoolCreate(cudaMemPool_t* pool, const cudaMemPoolProps* properties) {
  return call([&] {
    if (properties->allocType != cudaMemAllocationTypePinned || properties->location.type != cudaMemLocationTypeDevice)
      throw Refusal(cudaErrorInvalidValue, "a memory pool must be of pinned memory on a device");
    state().device(properties->location.id);
    *pool = state().pools.create(CUmemPoolHandle_st{.device = properties->location.id});
  });
}

cudaError_t cudaMemPoolDestroy(cudaMemPool_t pool) {
  return call([&] {
    if (state().pools.at(pool).used > 0)
      throw Refusal(cudaErrorInvalidValue, "the emulator destroys no memory pool with allocations in use");
    run_until([] { return false; });  // what was freed must be gone
    state().pools.destroy(pool);
  });
}

cudaError_t cudaMemPoolSetAttribute(cudaMemPool_t pool, cudaMemPoolAttr attribute, void* value) {
  return call([&] {
    auto& p = pool_at(pool);
    const auto reset = [&](std::uint64_t& high) {
      if (*static_cast<std::uint64_t*>(value) != 0)
        throw Refusal(cudaErrorInvalidValue, "a high watermark can only be set to 0");
      high = 0;
    };
    switch (attribute) {
      case cudaMemPoolAttrReleaseThreshold:
        p.release_threshold = *static_cast<std::uint64_t*>(value);
        break;
      case cudaMemPoolAttrReservedMemHigh:
        reset(p.reserved_high);
        break;
      case cudaMemPoolAttrUsedMemHigh:
        reset(p.used_high);
        break;
      case cudaMemPoolReuseFollowEventDependencies:
      case cudaMemPoolReuseAllowOpportunistic:
      case cudaMemPoolReuseAllowInternalDependencies:
        break;  // where a block comes from does not show here
      default:
        throw Refusal(cudaErrorInvalidValue, "this attribute of a memory pool cannot be set");
    }
  });
}

cudaError_t cudaMemPoolGetAttribute(cudaMemPool_t pool, cudaMemPoolAttr attribute, void* value) {
  return call([&] {
    const auto& p = pool_at(pool);
    const auto get = [&] {
      switch (attribute) {
        case cudaMemPoolAttrReleaseThreshold:
          return p.release_threshold;
        case cudaMemPoolAttrReservedMemCurrent:
          return p.reserved;
        case cudaMemPoolAttrReservedMemHigh:
          return p.reserved_high;
        case cudaMemPoolAttrUsedMemCurrent:
          return p.used;
        case cudaMemPoolAttrUsedMemHigh:
          return p.used_high;
        default:
          throw Refusal(cudaErrorNotSupported, "the emulator does not know this attribute of a memory pool");
      }
    };
    *static_cast<std::uint64_t*>(value) = get();
  });
}

cudaError_t cudaMemPoolTrimTo(cudaMemPool_t pool, std::size_t bytes_to_keep) {
  return call([&] { trim(pool_at(pool), bytes_to_keep); });
}

cudaError_t cudaMallocAsync(void** memory, std::size_t bytes, cudaStream_t stream) {
  return call([&] {
    auto& s = stream_at(stream);
    allocate(memory, bytes, state().device(s.device).pool, s);
  });
}

cudaError_t cudaMallocFromPoolAsync(void** memory, std::size_t bytes, cudaMemPool_t pool, cudaStream_t stream) {
  return call([&] { allocate(memory, bytes, pool_at(pool), stream_at(stream)); });
}

cudaError_t cudaFreeAsync(void* memory, cudaStream_t stream) {
  return call([&] {
    auto& s = stream_at(stream);
    for (const auto& device : state().devices) {
      auto* allocation = device->memory.find(memory);
      if (allocation == nullptr || allocation->begin != memory || !allocation->owned) continue;
      if (s.capture) {
        free_in_graph(*allocation, *s.capture->work());
      } else if (!allocation->in_graph) {
        credit(*allocation->pool, allocation->bytes);
      }
      allocation->owned = false;
      enqueue(s, {.run =
                      [allocation, &device = *device] {
                        device.memory.end(*allocation);
                        if (!allocation->in_graph) device.memory.give(*allocation);
                      },
                  .device = allocation->pool->device});
      return;
    }
    throw Refusal(
        cudaErrorInvalidValue,
        fmt::format("cudaFreeAsync of {}, which is not the beginning of an allocation, or was freed", memory));
  });
}

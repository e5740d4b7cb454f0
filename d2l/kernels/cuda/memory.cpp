#include "d2l/kernels/cuda/memory.hpp"

#include <algorithm>
#include <atomic>
#include <cstdint>
#include <string>
#include <vector>

#include "d2l/core/cuda.hpp"
#include "d2l/core/error.hpp"
#include "d2l/core/setting.hpp"
#include "d2l/kernels/cuda/error.hpp"
#include "d2l/kernels/cuda/graph.hpp"

namespace d2l::cuda {
namespace {

constexpr const char* asking = "memory for a tensor";

// What this process holds on a device, all threads together.
struct Holdings {
  std::atomic<std::size_t> in_use = 0, cached = 0, requests = 0;
};

Holdings& holdings(int device) {
  static auto& of_devices =
      *new std::vector<Holdings>(static_cast<std::size_t>(device_count()));  // outlives all that is static
  return of_devices[static_cast<std::size_t>(device)];
}

// A cached block is larger than its tensor and is still there when the tensor is gone, which hides mistakes from
// compute-sanitizer and from the emulator. D2L_CUDA_CACHE=0 takes each block from the device's pool and returns it.
bool keeps_blocks() {
  static const bool keeps = is_on("D2L_CUDA_CACHE", true);
  return keeps;
}

SizeClass size_of_block(std::size_t bytes) {
  return keeps_blocks() ? round_up(bytes) : SizeClass{0, std::max<std::size_t>(bytes, 1)};
}

// A new block, or nullptr where there is no memory for it.
void* ask_pool(std::size_t bytes, Stream& s) {
  leave_graph(s);
  ++holdings(s.device).requests;
  void* block = nullptr;
  const auto result = cudaMallocAsync(&block, bytes, s.handle);
  if (result == cudaErrorMemoryAllocation) {
    cudaGetLastError();
    return nullptr;
  }
  check(result, asking);
  return block;
}

void release_others(Stream& s) {
  if (s.other_blocks) holdings(s.device).cached -= s.other_blocks->release(s.handle);
}

cudaMemPool_t default_pool(int device) {
  cudaMemPool_t pool = nullptr;
  check(cudaDeviceGetDefaultMemPool(&pool, device), asking);
  return pool;
}

}  // namespace

void keep_pool_memory(int device) {
  std::uint64_t everything = UINT64_MAX;
  check(cudaMemPoolSetAttribute(default_pool(device), cudaMemPoolAttrReleaseThreshold, &everything), asking);
}

void release_cached(Stream& s) noexcept { holdings(s.device).cached -= s.blocks.release(s.handle); }

void return_pool_memory(Stream& s) {
  release_others(s);
  check(cudaStreamSynchronize(s.handle), asking);  // what was released is free when all before it is done
  check(cudaMemPoolTrimTo(default_pool(s.device), 0), asking);
}

void throw_out_of_memory(const std::string& what, int device) {
  std::size_t free = 0, total = 0;
  cudaSetDevice(device);
  cudaMemGetInfo(&free, &total);
  throw MemoryError("out of memory on " + to_string(Device{Device::Kind::cuda, device}) + ": " + what +
                    "; tensors hold " + std::to_string(holdings(device).in_use) + " bytes, and of all " +
                    std::to_string(total) + " there are " + std::to_string(free) +
                    " free; try a smaller batch or --limit");
}

void* take_block(std::size_t bytes, int device) {
  const auto what = [&] { return std::to_string(bytes) + " bytes were asked for"; };
  if (bytes > PTRDIFF_MAX / 2) throw_out_of_memory(what(), device);
  auto& s = stream(device);
  auto& held = holdings(device);
  const auto size = size_of_block(bytes);
  void* block = s.blocks.take(size);
  if (block) {
    held.cached -= size.bytes;
  } else if (block = ask_pool(size.bytes, s); !block) {
    release_cached(s);
    return_pool_memory(s);
    if (block = ask_pool(size.bytes, s); !block) throw_out_of_memory(what(), device);
  }
  held.in_use += size.bytes;
  return block;
}

void give_block(void* block, std::size_t bytes, int device) noexcept {
  try {
    auto& held = holdings(device);
    const auto size = size_of_block(bytes);
    held.in_use -= size.bytes;
    auto& s = stream(device);
    if (keeps_blocks() && s.blocks.keep(block, size))
      held.cached += size.bytes;
    else {
      leave_graph(s);
      cudaFreeAsync(block, s.handle);
    }
  } catch (const Error&) {  // NOLINT(bugprone-empty-catch): a device that has failed has lost its memory anyway
  }
}

MemoryUse memory_use(int device) {
  const auto& held = holdings(device);
  return {held.in_use, held.cached, held.requests};
}

}  // namespace d2l::cuda

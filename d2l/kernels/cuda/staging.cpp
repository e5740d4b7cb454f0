#include "d2l/kernels/cuda/staging.hpp"

#include <algorithm>
#include <cstring>

#include "d2l/kernels/cuda/error.hpp"

namespace d2l::cuda {
namespace {

constexpr const char* to_the_device = "copy to the device";
constexpr const char* to_the_host = "copy to the host";

}  // namespace

void Staging::prepare() {
  if (memory_) return;
  for (auto& event : was_read_)
    if (!event) check(cudaEventCreateWithFlags(&event, cudaEventDisableTiming), "pinned memory");
  void* memory = nullptr;
  check(cudaMallocHost(&memory, parts * part_bytes + sizeof(BadIndex)), "pinned memory");
  memory_ = static_cast<std::byte*>(memory);
}

void Staging::to_device(void* to, const void* from, std::size_t bytes, cudaStream_t order) {
  prepare();
  for (std::size_t done = 0; done < bytes; done += part_bytes) {
    auto* const part = memory_ + next_ * part_bytes;
    auto* const was_read = was_read_[next_];
    next_ = (next_ + 1) % parts;
    const auto n = std::min(part_bytes, bytes - done);
    // Mostly it was read long ago, and nothing is waited for.
    if (cudaEventQuery(was_read) != cudaSuccess) check(cudaEventSynchronize(was_read), to_the_device);
    std::memcpy(part, static_cast<const std::byte*>(from) + done, n);
    check(cudaMemcpyAsync(static_cast<std::byte*>(to) + done, part, n, cudaMemcpyHostToDevice, order), to_the_device);
    check(cudaEventRecord(was_read, order), to_the_device);
  }
}

// Whatever is on its way to the device has left the staging memory before this, in the stream's order, writes to it.
BadIndex Staging::to_host(void* to, const void* from, std::size_t bytes, BadIndex* bad_index, cudaStream_t order) {
  prepare();
  constexpr auto capacity = parts * part_bytes;
  auto* const bad_index_here = memory_ + capacity;
  check(cudaMemcpyAsync(bad_index_here, bad_index, sizeof(BadIndex), cudaMemcpyDeviceToHost, order), to_the_host);
  for (std::size_t done = 0; done < bytes; done += capacity) {
    const auto n = std::min(capacity, bytes - done);
    check(cudaMemcpyAsync(memory_, static_cast<const std::byte*>(from) + done, n, cudaMemcpyDeviceToHost, order),
          to_the_host);
    check(cudaStreamSynchronize(order), to_the_host);
    std::memcpy(static_cast<std::byte*>(to) + done, memory_, n);
  }
  if (bytes == 0) check(cudaStreamSynchronize(order), to_the_host);
  BadIndex found;
  std::memcpy(&found, bad_index_here, sizeof(BadIndex));
  if (found.what) check(cudaMemsetAsync(bad_index, 0, sizeof(BadIndex), order), to_the_host);
  return found;
}

}  // namespace d2l::cuda

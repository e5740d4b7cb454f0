#include "d2l/core/cuda.hpp"
#include "d2l/kernels/cuda/error.hpp"
#include "d2l/kernels/cuda/graph.hpp"
#include "d2l/kernels/cuda/stream.hpp"

namespace d2l::cuda {
namespace {

// The stream for what no graph can hold.
Stream& stream_outside_of_graphs(int device) {
  auto& s = stream(device);
  leave_graph(s);
  return s;
}

// Each device has its own order, and this is rare: it waits for both.
void between_devices(void* to, int to_device, const void* from, int from_device, std::size_t bytes) {
  constexpr const char* operation = "copy between devices";
  auto& source = stream_outside_of_graphs(from_device);
  throw_if_bad_index(source.staging.to_host(nullptr, nullptr, 0, source.bad_index, source.handle));
  auto* const order = stream_outside_of_graphs(to_device).handle;
  check(cudaMemcpyPeerAsync(to, to_device, from, from_device, bytes, order), operation);
  check(cudaStreamSynchronize(order), operation);
}

}  // namespace

void copy(void* to, Device to_device, const void* from, Device from_device, std::size_t bytes) {
  if (bytes == 0) return;
  if (to_device.is_cpu()) {
    auto& s = stream_outside_of_graphs(from_device.index);
    throw_if_bad_index(s.staging.to_host(to, from, bytes, s.bad_index, s.handle));
  } else if (from_device.is_cpu()) {
    auto& s = stream_outside_of_graphs(to_device.index);
    s.staging.to_device(to, from, bytes, s.handle);
  } else {
    between_devices(to, to_device.index, from, from_device.index, bytes);
  }
}

}  // namespace d2l::cuda

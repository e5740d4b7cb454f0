#pragma once

#include <cuda_runtime.h>
#include <mutex>

#include "d2l/kernels/cuda/bad_index.hpp"
#include "d2l/kernels/cuda/block_cache.hpp"
#include "d2l/kernels/cuda/staging.hpp"

struct cublasContext;

namespace d2l::cuda {

class Graph;

/// The order of all that one host thread does on a device (kernels, copies and memory), and what belongs to that order.
/// A stream is never destroyed: when its thread ends, all of its work is waited for, and a later thread goes on with
/// it.
struct Stream {
  explicit Stream(int device);

  int device;
  cudaStream_t handle = nullptr;
  BadIndex* bad_index = nullptr;  // on the device
  Staging staging;
  BlockCache blocks;
  BlockCache* other_blocks = nullptr;  // its own, while a replay's take their place
  cublasContext* blas = nullptr;       // made by blas.cpp when it is first needed
  void* blas_memory = nullptr;         // what it works in
  Graph* graph = nullptr;              // the one that is being recorded, set and cleared under stream_guard
  Graph* followed = nullptr;           // the one that what is started is compared with
  cudaEvent_t before_graph = nullptr;  // when all is done that came before it
  Stream* next = nullptr;              // another stream of the same thread, for another device
};

/// This thread's stream on a device, which becomes the thread's current device. A thread that begins to use a device
/// first waits for what the others have started there, so it may use what they have handed to it; tensors that are
/// handed over later must be finished, which they are when one of them has been read. Throws DeviceError.
Stream& stream(int device);

/// Held while a stream begins or ends to record a graph, and while other threads wait for it.
inline std::mutex stream_guard;

}  // namespace d2l::cuda

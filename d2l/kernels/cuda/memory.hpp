#pragma once

#include <string>

#include "d2l/kernels/cuda/stream.hpp"

namespace d2l::cuda {

/// Tells the device's pool to keep the memory that is returned to it, for whoever asks next.
void keep_pool_memory(int device);

/// Returns the blocks that a stream keeps to the device's pool.
void release_cached(Stream& s) noexcept;

/// Returns to the driver what neither a tensor nor a graph that is being made holds: the blocks besides those of a
/// replay, and what the pool has free.
void return_pool_memory(Stream& s);

/// Throws the MemoryError that says how much memory tensors hold and how much is free when `what` has failed, such as
/// "20 bytes were asked for".
[[noreturn]] void throw_out_of_memory(const std::string& what, int device);

}  // namespace d2l::cuda

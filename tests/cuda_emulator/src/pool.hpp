#pragma once

#include <cstddef>
#include <cstdint>

struct CUmemPoolHandle_st;

// How much memory each pool has of its device: the blocks in use, and what it keeps for the next ones.
namespace cuda_emulator {

/// Takes the bytes into the pool. Throws a Refusal when the device has not so many.
void charge(CUmemPoolHandle_st& pool, std::size_t bytes);

/// Makes the bytes unused; the pool keeps them.
void credit(CUmemPoolHandle_st& pool, std::size_t bytes);

/// Leaves the pool so much of its unused memory that it has `least` bytes.
void trim(CUmemPoolHandle_st& pool, std::uint64_t least);

/// What every pool does when the host waits: it keeps no more than its threshold.
void release_unused();

/// What all pools of a device have.
std::uint64_t reserved_on(int device);

}  // namespace cuda_emulator

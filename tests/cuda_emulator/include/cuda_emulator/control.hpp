#pragma once

#include <cstddef>
#include <cstdint>
#include <string>

// What a test may ask of the emulator besides CUDA's own functions.

namespace cuda_emulator {

/// What can be made to fail. A launch fails when it is asked for, a kernel while it runs, a graph when it is
/// instantiated.
enum class Call { allocation, launch, kernel, copy, graph };

/// The n-th such call from now on fails (n = 1: the next one); 0: none does. Also by CUDA_EMULATOR_FAIL="launch:7".
void fail_nth(Call call, std::uint64_t n);

/// How often something happened since the program started.
struct Counters {
  std::uint64_t launches;          ///< kernels that the host started; those of a graph once, as it was captured
  std::uint64_t graph_launches;    ///< graphs that the host started
  std::uint64_t kernels;           ///< kernels that ran
  std::uint64_t synchronisations;  ///< times the host waited for a device
  std::uint64_t allocations;       ///< blocks of device memory
  std::uint64_t copies_to_device;
  std::uint64_t copies_to_host;
  std::uint64_t copies_on_device;  ///< and between devices
};
Counters counters();

/// Whether AddressSanitizer is there, which finds what a kernel does outside its memory.
bool has_address_sanitizer();

/// What the last failure was about, in one line: the fault of a kernel, or why a call was refused.
std::string last_fault();

/// The seed of every order that is drawn: of threads, blocks, and streams. From CUDA_EMULATOR_SEED, or 1.
std::uint32_t seed();

/// Starts all drawing anew.
void set_seed(std::uint32_t seed);

/// The most device memory that there is from now on, on each device. From CUDA_EMULATOR_MEMORY, or 2 GiB.
void set_memory(std::size_t bytes);

/// Makes a lost device usable again, as a new process would: forgets the fault and the work that waits. Memory stays.
void recover();

}  // namespace cuda_emulator

#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <cuda_emulator/control.hpp>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

#include "device_memory.hpp"
#include "graph.hpp"
#include "random.hpp"
#include "refusal.hpp"
#include "registry.hpp"
#include "stream.hpp"

namespace cuda_emulator {

struct Device {
  DeviceMemory memory;
  CUmemPoolHandle_st pool;        // the default one
  CUmemPoolHandle_st graph_pool;  // of the allocations in graphs
};

/// Everything that the emulator remembers. It lives from the first call on, and outlives every object of the program.
struct State {
  State();

  std::mutex mutex;  // held through every call
  Random random;
  Counters counters{};
  std::array<std::uint64_t, 5> calls_until_failure{};  // by Call
  std::size_t memory_limit;                            // of each device
  int architecture;                                    // 75 is compute capability 7.5
  bool has_driver;
  std::vector<std::unique_ptr<Device>> devices;
  std::optional<Refusal> lost;  // why no call succeeds any more

  Registry<CUstream_st> streams{"stream"};
  Registry<CUevent_st> events{"event"};
  Registry<CUmemPoolHandle_st> pools{"memory pool"};
  Registry<CUgraph_st> graphs{"graph"};
  Registry<CUgraphExec_st> execs{"executable graph"};
  std::vector<std::weak_ptr<Capture>> captures;

  /// The device of that index. Throws a Refusal.
  Device& device(int index);
};

State& state();

/// Whether the n-th such call is now, that a test wants to fail.
bool fails_now(Call call);

/// The device that the calling thread has chosen.
int& current_device();

}  // namespace cuda_emulator

#pragma once

#include <array>
#include <cstdint>
#include <cuda_emulator/launch.hpp>
#include <cuda_emulator/warp.hpp>
#include <optional>
#include <source_location>
#include <string>
#include <string_view>
#include <vector>

#include "fibre.hpp"
#include "random.hpp"
#include "refusal.hpp"

namespace cuda_emulator {

/// The threads of a block. They run in an order that is drawn: whenever one of them waits or ends, another of those
/// that can go on.
class ThreadBlock {
 public:
  ThreadBlock(const Kernel& kernel, Random& random);

  /// Runs all threads to their ends. Throws a Refusal that names kernel, block and thread when one does what it must
  /// not.
  void run(uint3 index);

  /// The block that runs, if one does.
  static inline ThreadBlock* running = nullptr;

  // What a thread of the block that runs calls.
  void wait_for_all(const std::source_location& where);
  Received meet(std::string_view function, unsigned int mask, Lane lane, const std::source_location& where);
  int lane_id() const { return static_cast<int>(current_ % 32); }

  /// The kernel, the block and the thread that runs, for an error.
  std::string whereabouts() const;

 private:
  struct Thread {
    uint3 index{};
    Fibre* fibre = nullptr;  // from when it begins until it ends
    bool ended = false;
    std::string_view waits_in;  // the function
    unsigned int mask = 0;      // of that function, of a warp
    std::source_location where;
    Received received{};
  };

  /// Lanes of a warp on their way to one function with one mask.
  struct Meeting {
    std::string_view function;
    unsigned int mask;
    unsigned int arrived = 0;
    std::array<Lane, 32> lanes{};
  };

  std::size_t draw();
  void run_ready();
  void go_on(std::size_t thread);
  void run_threads();  // on a fibre
  void wait(std::string_view function, unsigned int mask, const std::source_location& where);
  bool end_barrier();
  void end_meeting(std::size_t warp, const Meeting& meeting);
  void cancel();

  std::string name(std::size_t thread) const;
  std::string state(std::size_t thread) const;
  std::string who_is_missing() const;
  std::size_t missing_for(std::size_t thread) const;

  const Kernel& kernel_;
  Random& random_;
  std::vector<Thread> threads_;
  std::vector<std::size_t> ready_;              // threads that can run
  std::vector<std::vector<Meeting>> meetings_;  // of each warp
  std::size_t current_ = 0;                     // the thread that runs
  std::size_t ended_ = 0;
  std::size_t at_barrier_ = 0;
  bool cancelled_ = false;
  std::optional<Refusal> fault_;
};

/// Runs every block of the grid, in an order that is drawn.
void run_grid(const Kernel& kernel, Random& random);

}  // namespace cuda_emulator

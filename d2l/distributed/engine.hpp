#pragma once

#include <cstddef>
#include <memory>
#include <span>

namespace d2l::distributed {

/// What carries messages between processes: MPI (mpi/), which a build without it cannot start (no_mpi/). Nothing here
/// waits.
class Engine {
 public:
  /// A message, or a sum, under way. What it reads or writes must stay until it is done.
  class Transfer {
   public:
    virtual ~Transfer() = default;
    /// Whether it is done; the call also helps it along. Throws GroupError where it failed.
    virtual bool done() = 0;
  };
  using TransferPtr = std::unique_ptr<Transfer>;

  virtual ~Engine() = default;
  virtual int rank() const = 0;
  virtual int size() const = 0;
  /// Messages from one process to another that have the same tag arrive in the order in which they were sent.
  virtual TransferPtr send(int to, int tag, std::span<const std::byte> message) = 0;
  virtual TransferPtr receive(int from, int tag, std::span<std::byte> message) = 0;
  /// Puts the sum over all processes in place of `numbers`, of which there must be as many everywhere, added in the
  /// engine's own order.
  virtual TransferPtr sum(std::span<float> numbers) = 0;
  /// To be called by all at their end. Without it, the engine takes the end of one for a failure, and ends all.
  virtual void leave() = 0;
};

/// Starts the engine; once in a process. Throws GroupError where this build has none.
std::unique_ptr<Engine> start_engine();

/// What carries this build's messages: `Open MPI v4.1.4`, or `none`.
const char* engine_version();

}  // namespace d2l::distributed

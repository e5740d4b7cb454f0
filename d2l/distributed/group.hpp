#pragma once

#include <chrono>
#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include "d2l/core/tensor.hpp"
#include "d2l/distributed/engine.hpp"

namespace d2l::distributed {

/// The processes that were started together, by mpirun; one by itself is a group of one, for which no MPI is needed.
/// What a group does together, all of its processes must call in the same order. A process waits for others no longer
/// than the time limit, and then throws GroupError, which names those that did not come.
///
/// To be made once in a process, and left at its end. (Message Passing Interface, version 3.1.)
class Group {
 public:
  explicit Group(std::chrono::seconds time_limit = std::chrono::seconds(60));
  /// A group of this process alone, whatever was started beside it.
  static Group alone() { return {std::chrono::seconds(0), nullptr}; }
  ~Group();
  Group(const Group&) = delete;
  Group& operator=(const Group&) = delete;

  /// This process's number, from 0.
  int rank() const { return rank_; }
  int size() const { return size_; }
  /// `process 2 of 4 on host`.
  std::string name_of(int rank) const;

  /// Makes x in all processes what it is in `root`. Throws ShapeError where it is not contiguous.
  template <Element T>
  void broadcast(const Tensor<T>& x, int root = 0) const;
  /// Puts the sum over all processes, added by rank, in the place of x: for a few numbers, since each process gets
  /// those of all (gradients: SumOverShards). T is float, double or int64_t.
  template <class T>
  void all_reduce(const Tensor<T>& x) const;
  /// The x of each process, all of one shape, by rank.
  template <Element T>
  std::vector<Tensor<T>> gather(const Tensor<T>& x) const;
  /// The text of each process, by rank.
  std::vector<std::string> gather(const std::string& text) const;
  /// Returns when all have come here.
  void barrier() const;
  /// Throws GroupError where `text` is not the same in all processes, naming the first that differs; `what` says what
  /// the text is.
  void expect_same(const std::string& what, const std::string& text) const;
  /// To be called by all at their end. One that ends without it has failed, and all are ended.
  void leave();

  /// Tags of messages begin here: those below are the group's own.
  static constexpr int first_tag = 2;
  /// A message on its way to or from a process; -1 for a sum, which comes from all.
  struct Message {
    Engine::TransferPtr transfer;
    int peer;
    bool done() const { return transfer->done(); }
  };
  // These three do not wait: for those who have something to do meanwhile. The tensors are contiguous, lie on the CPU,
  // and stay as they are until it is done.
  Message send(int to, int tag, const Tensor<>& x) const;
  Message receive(int from, int tag, const Tensor<>& x) const;
  Message start_all_reduce(const Tensor<>& x) const;
  /// Waits until all are done.
  void wait(std::span<const Message> messages) const;

 private:
  Group(std::chrono::seconds time_limit, std::unique_ptr<Engine> engine);
  std::vector<int> absent() const;
  void expect_done(std::span<const Message> messages) const;

  std::chrono::seconds time_limit_;
  std::unique_ptr<Engine> engine_;  // none for a group of one
  int rank_ = 0, size_ = 1;
  std::vector<std::string> hosts_;
};

}  // namespace d2l::distributed

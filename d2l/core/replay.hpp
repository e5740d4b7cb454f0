#pragma once

#include <functional>
#include <memory>

namespace d2l::cuda {

/// Work that is done again and again in the same way, such as the step of a training. To start its many kernels one by
/// one can take the host longer than the device needs to run them. So the third time what this thread starts on the
/// device is recorded as a CUDA graph, and from then on that is replayed: one call, and none of `work`.
///
/// What the work computes from and what it leaves behind must lie in tensors that are there before it, and stay.
/// Numbers of the host, such as a learning rate, are those of the time when it was recorded; where they change,
/// `forget` is to be called (book/replayed_step.hpp sees to that). Autograd does not see that a replay changes a
/// tensor, and so cannot tell of a gradient that needed the old values. A replay belongs to the thread that made it,
/// and no other thread may begin to use the device while it is recorded: CUDA ends that with an error. Work that cannot
/// be replayed is done as it comes each time, and that is found out while it is recorded: work that reads a tensor on
/// the host or makes one from there, that draws random numbers, or that keeps memory which it took. So is all work
/// where the environment says D2L_CUDA_GRAPHS=0, in which case a print in the middle of it is seen each time.
class Replay {
 public:
  explicit Replay(int device);
  ~Replay();
  Replay(Replay&&) noexcept;
  Replay& operator=(Replay&&) noexcept;

  /// Does the work, or replays it. Throws what `work` throws, DeviceError.
  void operator()(const std::function<void()>& work);

  /// A number of the host that the work computes with has changed: the next times it is done as it comes, and recorded
  /// anew. Where that happens again and again before there is a recording, it is given up.
  void forget();

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace d2l::cuda

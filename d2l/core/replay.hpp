#pragma once

#include <cstdint>
#include <functional>
#include <memory>

namespace d2l::cuda {

/// Work that is done again and again in the same way, such as the step of a training. Starting its many kernels one by
/// one can take the host longer than the device needs to run them. So the third time, what this thread starts on the
/// device is recorded as a CUDA graph. From then on the work is done as before, but what it starts is only compared
/// with the recording, and if all of it is the same, to the last argument, it is started as a whole: by one call.
///
/// So a replay never changes a number. Where something differs, such as a kernel that gets a new learning rate, all is
/// done as it comes, and recorded anew; if that keeps happening, it is no longer recorded. Work that reads a tensor on
/// the host or makes one from there (as work with random numbers does), or that keeps memory it took, cannot be
/// replayed: this is found out while it is recorded, and it is done as it comes each time. So is all work if the
/// environment says D2L_CUDA_GRAPHS=0.
///
/// A replay belongs to the thread that made it; others may use the device in the meantime.
class Replay {
 public:
  explicit Replay(int device);
  ~Replay();
  Replay(Replay&&) noexcept;
  Replay& operator=(Replay&&) noexcept;

  /// Does the work. Throws what `work` throws, and DeviceError.
  void operator()(const std::function<void()>& work);

  /// How often all of the work was started as a whole, not counting the recordings.
  std::int64_t replays() const;

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace d2l::cuda

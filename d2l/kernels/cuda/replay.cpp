#include "d2l/core/replay.hpp"

#include <algorithm>
#include <utility>

#include "d2l/core/error.hpp"
#include "d2l/core/generator.hpp"
#include "d2l/core/setting.hpp"
#include "d2l/kernels/cuda/error.hpp"
#include "d2l/kernels/cuda/graph.hpp"
#include "d2l/kernels/cuda/memory.hpp"

namespace d2l::cuda {
namespace {

// So often the work is done as it comes. The first time it makes what stays, such as gradients and momenta; from the
// second time on it takes and gives back the same memory.
constexpr int times_before = 2;

// So often in a row it may be forgotten before it is recorded.
constexpr int most_in_vain = 4;

// While it lives, the stream takes blocks from a cache of the work's own and gives them back to it.
class OwnMemory {
 public:
  OwnMemory(Stream& s, BlockCache& blocks)
      : stream_(s), blocks_(blocks), others_(std::exchange(s.other_blocks, &blocks)) {
    std::swap(s.blocks, blocks);
  }
  ~OwnMemory() {
    std::swap(stream_.blocks, blocks_);
    stream_.other_blocks = others_;
  }
  OwnMemory(const OwnMemory&) = delete;
  OwnMemory& operator=(const OwnMemory&) = delete;

 private:
  Stream& stream_;
  BlockCache& blocks_;
  BlockCache* others_;  // of a replay around this one
};

}  // namespace

struct Replay::State {
  explicit State(int d) : device(d) {}
  State(const State&) = delete;
  State& operator=(const State&) = delete;
  ~State();

  bool record(Stream& s, const std::function<void()>& work);

  enum class Stage { warming_up, replayed, given_up };

  int device;
  Stage stage = is_on("D2L_CUDA_GRAPHS", true) ? Stage::warming_up : Stage::given_up;
  int times = 0;
  int in_vain = 0;
  BlockCache blocks;  // what a graph computes with must be nobody else's between two replays
  Graph graph;
};

Replay::State::~State() {
  try {
    auto& s = stream(device);
    leave_graph(s);                   // that of a replay around this one
    cudaStreamSynchronize(s.handle);  // this one's may still be running
    const OwnMemory own(s, blocks);
    release_cached(s);
  } catch (const Error&) {  // NOLINT(bugprone-empty-catch): a device that has failed has lost its memory anyway
  }
}

// Records the work and runs what was recorded; whether it is all, and can be run again.
bool Replay::State::record(Stream& s, const std::function<void()>& work) {
  s.blocks.watch();
  const auto draws_before = default_generator().state();
  graph.record(s);
  try {
    work();
  } catch (...) {
    try {
      leave_graph(s);
    } catch (const Error&) {  // NOLINT(bugprone-empty-catch): what was thrown first says more
    }
    throw;
  }
  const bool is_whole = s.graph == &graph;
  leave_graph(s);
  return s.blocks.has_all_back() && is_whole && default_generator().state() == draws_before;
}

Replay::Replay(int device) : state_(std::make_unique<State>(device)) {}
Replay::~Replay() = default;
Replay::Replay(Replay&&) noexcept = default;
Replay& Replay::operator=(Replay&&) noexcept = default;

void Replay::operator()(const std::function<void()>& work) {
  using enum State::Stage;
  auto& s = stream(state_->device);
  if (state_->stage == given_up || s.graph) return work();  // or it is recorded as part of another
  if (state_->stage == replayed) return state_->graph.launch(s);
  const OwnMemory own(s, state_->blocks);
  if (state_->times++ < times_before) return work();
  state_->stage = given_up;  // also should it end in an error
  try {
    if (state_->record(s, work)) state_->stage = replayed;
  } catch (...) {
    release_cached(s);
    throw;
  }
  if (state_->stage == replayed) state_->in_vain = 0;
  if (state_->stage == given_up) release_cached(s);  // as it comes it needs no memory of its own
}

void Replay::forget() {
  using enum State::Stage;
  if (state_->stage == given_up || state_->times == 0) return;
  auto& s = stream(state_->device);
  if (state_->stage == replayed) {
    check(cudaStreamSynchronize(s.handle), "recording a CUDA graph anew");  // it may still be running
  } else if (++state_->in_vain == most_in_vain) {
    state_->stage = given_up;
    const OwnMemory own(s, state_->blocks);
    return release_cached(s);
  }
  state_->stage = warming_up;
  state_->times = 0;
}

}  // namespace d2l::cuda

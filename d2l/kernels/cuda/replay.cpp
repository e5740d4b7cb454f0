#include "d2l/core/replay.hpp"

#include <cstdint>
#include <utility>

#include "d2l/core/error.hpp"
#include "d2l/core/setting.hpp"
#include "d2l/kernels/cuda/error.hpp"
#include "d2l/kernels/cuda/graph.hpp"
#include "d2l/kernels/cuda/memory.hpp"

namespace d2l::cuda {
namespace {

// So often the work is done as it comes. The first time it makes what stays, such as gradients and momenta; from the
// second time on it takes and gives back the same memory.
constexpr int times_before = 2;

// So many recordings in a row may turn out to be of something that is not done again.
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

  void record(Stream& s, const std::function<void()>& work);
  void follow(Stream& s, const std::function<void()>& work);
  bool finish(Stream& s, const std::function<void()>& work);
  void begin_anew(Stream& s);

  enum class Stage { warming_up, recorded, given_up };

  int device;
  Stage stage = is_on("D2L_CUDA_GRAPHS", true) ? Stage::warming_up : Stage::given_up;
  int times = 0;    // since it began to warm up
  int in_vain = 0;  // recordings in a row that were never followed to their end
  std::int64_t replays = 0;
  BlockCache blocks;        // what a graph computes with must be nobody else's between two replays
  BlockCache::Kept before;  // the blocks at the beginning of the work, in the order in which it takes them
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

// Does the work, which is being recorded or followed; whether the graph has it all, and can be run again.
bool Replay::State::finish(Stream& s, const std::function<void()>& work) {
  try {
    work();
  } catch (...) {
    try {
      leave_graph(s);
    } catch (const Error&) {  // NOLINT(bugprone-empty-catch): what was thrown first says more
    }
    throw;
  }
  const bool is_whole = graph.finish(s);
  return s.blocks.restore(before) && is_whole;
}

void Replay::State::record(Stream& s, const std::function<void()>& work) {
  stage = Stage::given_up;  // also should it end in an error
  before = s.blocks.kept();
  graph.record(s);
  if (finish(s, work)) stage = Stage::recorded;
}

void Replay::State::follow(Stream& s, const std::function<void()>& work) {
  stage = Stage::given_up;
  graph.follow(s);
  if (!finish(s, work)) return begin_anew(s);
  stage = Stage::recorded;
  in_vain = 0;
  ++replays;
}

void Replay::State::begin_anew(Stream& s) {
  check(cudaStreamSynchronize(s.handle), "recording a CUDA graph anew");  // it may still be running
  if (++in_vain == most_in_vain) return;
  stage = Stage::warming_up;
  times = 0;
}

Replay::Replay(int device) : state_(std::make_unique<State>(device)) {}
Replay::~Replay() = default;
Replay::Replay(Replay&&) noexcept = default;
Replay& Replay::operator=(Replay&&) noexcept = default;

std::int64_t Replay::replays() const { return state_->replays; }

void Replay::operator()(const std::function<void()>& work) {
  using enum State::Stage;
  auto& s = stream(state_->device);
  if (state_->stage == given_up || s.graph || s.followed) return work();  // or it is part of another
  const OwnMemory own(s, state_->blocks);
  if (state_->stage == warming_up && state_->times++ < times_before) return work();
  try {
    state_->stage == recorded ? state_->follow(s, work) : state_->record(s, work);
  } catch (...) {
    release_cached(s);
    throw;
  }
  if (state_->stage == given_up) release_cached(s);  // as it comes it needs no memory of its own
}

}  // namespace d2l::cuda

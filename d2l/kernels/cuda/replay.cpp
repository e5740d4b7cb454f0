#include <algorithm>
#include <utility>

#include "d2l/core/cuda.hpp"
#include "d2l/core/error.hpp"
#include "d2l/core/generator.hpp"
#include "d2l/kernels/cuda/graph.hpp"
#include "d2l/kernels/cuda/memory.hpp"
#include "d2l/kernels/cuda/setting.hpp"

namespace d2l::cuda {
namespace {

// So often the work is done as it comes. The first time it makes what stays, such as gradients and momenta; from the
// second time on it takes and gives back the same memory.
constexpr int times_before = 2;

// While it lives, the stream takes blocks from a cache of the work's own and gives them back to it.
class OwnMemory {
 public:
  OwnMemory(Stream& s, BlockCache& blocks) : stream_(s), blocks_(blocks) {
    std::swap(s.blocks, blocks);
    s.other_blocks = &blocks;
  }
  ~OwnMemory() {
    std::swap(stream_.blocks, blocks_);
    stream_.other_blocks = nullptr;
  }
  OwnMemory(const OwnMemory&) = delete;
  OwnMemory& operator=(const OwnMemory&) = delete;

 private:
  Stream& stream_;
  BlockCache& blocks_;
};

}  // namespace

struct Replay::State {
  explicit State(int d) : device(d) {}
  State(const State&) = delete;
  State& operator=(const State&) = delete;
  ~State();

  bool record(Stream& s, const std::function<void()>& work);

  enum class Stage { as_it_comes_at_first, replayed, as_it_comes };

  int device;
  Stage stage = setting("D2L_CUDA_GRAPHS") != "0" ? Stage::as_it_comes_at_first : Stage::as_it_comes;
  int times = 0;
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
  const auto blocks_before = s.blocks.list();
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
  const bool gave_all_back = std::ranges::includes(s.blocks.list(), blocks_before);
  return is_whole && gave_all_back && default_generator().state() == draws_before;
}

Replay::Replay(int device) : state_(std::make_unique<State>(device)) {}
Replay::~Replay() = default;
Replay::Replay(Replay&&) noexcept = default;
Replay& Replay::operator=(Replay&&) noexcept = default;

void Replay::operator()(const std::function<void()>& work) {
  using enum State::Stage;
  auto& s = stream(state_->device);
  if (state_->stage == as_it_comes || s.graph) return work();  // or it is recorded as part of another
  if (state_->stage == replayed) return state_->graph.launch(s);
  const OwnMemory own(s, state_->blocks);
  if (state_->times++ < times_before) return work();
  state_->stage = as_it_comes;  // also should it end in an error
  if (state_->record(s, work))
    state_->stage = replayed;
  else
    release_cached(s);  // as it comes it needs no memory of its own
}

}  // namespace d2l::cuda

#include "thread_block.hpp"

#include <algorithm>
#include <cuda_emulator/shared_memory.hpp>
#include <numeric>
#include <utility>

#include <fmt/format.h>

#include "symbols.hpp"

uint3 threadIdx;
uint3 blockIdx;
dim3 blockDim;
dim3 gridDim;

namespace cuda_emulator {

namespace {

constexpr std::string_view barrier = "__syncthreads";

/// Ends a thread whose block has failed.
struct Cancelled {};

/// Fibres that no thread uses. They are never given up: the state of the emulator outlives every program's.
std::vector<Fibre*>& idle_fibres() {
  static auto& fibres = *new std::vector<Fibre*>;
  return fibres;
}

Fibre* take_fibre() {
  auto& idle = idle_fibres();
  if (idle.empty()) return new Fibre;
  Fibre* fibre = idle.back();
  idle.pop_back();
  return fibre;
}

std::string text(uint3 index) { return fmt::format("({}, {}, {})", index.x, index.y, index.z); }

std::string text(const std::source_location& where) {
  const std::string_view file = where.file_name();
  return fmt::format("{}:{}", file.substr(file.rfind('/') + 1), where.line());
}

std::uint64_t count(dim3 size) { return std::uint64_t{size.x} * size.y * size.z; }

bool same(const std::source_location& a, const std::source_location& b) {
  return a.line() == b.line() && a.column() == b.column() && std::string_view(a.file_name()) == b.file_name();
}

uint3 index_in(dim3 size, std::uint64_t i) {
  return {static_cast<unsigned int>(i % size.x), static_cast<unsigned int>(i / size.x % size.y),
          static_cast<unsigned int>(i / size.x / size.y)};
}

}  // namespace

ThreadBlock::ThreadBlock(const Kernel& kernel, Random& random)
    : kernel_(kernel), random_(random), threads_(count(kernel.block)), meetings_((threads_.size() + 31) / 32) {
  for (std::size_t i = 0; i < threads_.size(); ++i) threads_[i].index = index_in(kernel.block, i);
  ready_.reserve(threads_.size());
}

void ThreadBlock::run(uint3 index) {
  blockIdx = index;
  ++SharedVariables::running_block;
  running = this;
  ended_ = 0;
  for (auto& thread : threads_) thread.ended = false;
  ready_.resize(threads_.size());
  std::iota(ready_.begin(), ready_.end(), 0);
  do run_ready();
  while (!fault_ && end_barrier());
  if (!fault_ && ended_ < threads_.size()) fault_.emplace(cudaErrorLaunchFailure, who_is_missing());
  if (fault_) cancel();
  running = nullptr;
  if (fault_) throw Refusal(*fault_);
}

std::size_t ThreadBlock::draw() {
  std::swap(ready_[random_.below(static_cast<std::uint32_t>(ready_.size()))], ready_.back());
  const std::size_t thread = ready_.back();
  ready_.pop_back();
  return thread;
}

void ThreadBlock::run_ready() {
  while (!ready_.empty() && !fault_) go_on(draw());
}

void ThreadBlock::go_on(std::size_t thread) {
  current_ = thread;
  Fibre* fibre = threads_[thread].fibre;
  if (fibre != nullptr) {
    threadIdx = threads_[thread].index;
    fibre->resume();
  } else {
    fibre = threads_[thread].fibre = take_fibre();
    fibre->start([](void* block) { static_cast<ThreadBlock*>(block)->run_threads(); }, this);
  }
  if (fibre->idle()) idle_fibres().push_back(fibre);
}

// The current thread, and then, on the same fibre, those that have not begun, for as long as such are drawn.
void ThreadBlock::run_threads() {
  Fibre* fibre = threads_[current_].fibre;
  for (;;) {
    threadIdx = threads_[current_].index;
    try {
      kernel_.body();
    } catch (const Refusal& fault) {
      fault_.emplace(fault);
    } catch (const Cancelled&) {  // NOLINT(bugprone-empty-catch): all that it is for
    }
    threads_[current_].fibre = nullptr;
    threads_[current_].ended = true;
    ++ended_;
    if (ready_.empty() || fault_) return;
    const std::size_t next = draw();
    if (threads_[next].fibre != nullptr) {
      ready_.push_back(next);
      return;
    }
    current_ = next;
    threads_[current_].fibre = fibre;
  }
}

void ThreadBlock::wait(std::string_view function, unsigned int mask, const std::source_location& where) {
  auto& thread = threads_[current_];
  thread.waits_in = function;
  thread.mask = mask;
  thread.where = where;
  thread.fibre->pause();
  thread.waits_in = {};
  if (cancelled_) throw Cancelled{};
}

void ThreadBlock::wait_for_all(const std::source_location& where) {
  ++at_barrier_;
  wait(barrier, 0, where);
}

// Lets all threads go on if all of them wait at one barrier.
bool ThreadBlock::end_barrier() {
  const auto here = [&](const Thread& thread) { return same(thread.where, threads_.front().where); };
  if (at_barrier_ < threads_.size() || !std::ranges::all_of(threads_, here)) return false;
  at_barrier_ = 0;
  ready_.resize(threads_.size());
  std::iota(ready_.begin(), ready_.end(), 0);
  return true;
}

Received ThreadBlock::meet(std::string_view function, unsigned int mask, Lane lane, const std::source_location& where) {
  const std::size_t warp = current_ / 32;
  const unsigned int bit = 1U << (current_ % 32);
  const std::size_t lanes = std::min<std::size_t>(threads_.size() - warp * 32, 32);
  const auto refuse = [&](std::string_view why) {
    return Refusal(cudaErrorLaunchFailure, fmt::format("{} calls {} at {} with mask {:#010x}, {}", whereabouts(),
                                                       function, text(where), mask, why));
  };
  if ((mask & bit) == 0) throw refuse("in which it is not itself");
  if (lanes < 32 && mask >> lanes != 0) throw refuse(fmt::format("but the warp has only {} threads", lanes));

  auto& meetings = meetings_[warp];
  auto meeting = std::ranges::find_if(
      meetings, [&](const Meeting& other) { return other.function == function && other.mask == mask; });
  if (meeting == meetings.end()) meeting = meetings.insert(meeting, {.function = function, .mask = mask});
  meeting->arrived |= bit;
  meeting->lanes[current_ % 32] = lane;
  if (meeting->arrived == mask) {
    end_meeting(warp, *meeting);
    meetings.erase(meeting);
  } else {
    wait(function, mask, where);
  }
  return threads_[current_].received;
}

// Every lane gets what it came for. The last one goes on, and the others can.
void ThreadBlock::end_meeting(std::size_t warp, const Meeting& meeting) {
  const auto came = [&](int lane) {
    return lane >= 0 && lane < 32 && (meeting.mask >> static_cast<unsigned int>(lane) & 1U) != 0;
  };
  unsigned int ballot = 0;
  for (int lane = 0; lane < 32; ++lane) {
    if (came(lane) && meeting.lanes[static_cast<std::size_t>(lane)].value != 0)
      ballot |= 1U << static_cast<unsigned int>(lane);
  }
  for (int lane = 0; lane < 32; ++lane) {
    if (!came(lane)) continue;
    const int source = meeting.lanes[static_cast<std::size_t>(lane)].source;
    const std::size_t thread = warp * 32 + static_cast<std::size_t>(lane);
    threads_[thread].received = {
        .value = came(source) ? meeting.lanes[static_cast<std::size_t>(source)].value : ~std::uint64_t{0},
        .ballot = ballot};
    if (thread != current_) ready_.push_back(thread);
  }
}

void ThreadBlock::cancel() {
  cancelled_ = true;
  for (std::size_t i = 0; i < threads_.size(); ++i) {
    if (threads_[i].fibre != nullptr) go_on(i);
  }
}

std::string ThreadBlock::name(std::size_t thread) const { return "thread " + text(threads_[thread].index); }

std::string ThreadBlock::state(std::size_t thread) const {
  const auto& [index, fibre, ended, waits_in, mask, where, received] = threads_[thread];
  if (ended) return "has ended";
  const std::string with_mask = waits_in == barrier ? "" : fmt::format(" with mask {:#010x}", mask);
  return fmt::format("waits in {} at {}{}", waits_in, text(where), with_mask);
}

// One that does not come to where this one waits.
std::size_t ThreadBlock::missing_for(std::size_t thread) const {
  const auto& waiting = threads_[thread];
  if (waiting.waits_in == barrier) {
    const auto is_here = [&](const Thread& other) {
      return other.waits_in == barrier && same(other.where, waiting.where);
    };
    return static_cast<std::size_t>(std::ranges::find_if_not(threads_, is_here) - threads_.begin());
  }
  const auto is_its = [&](const Meeting& meeting) {
    return meeting.function == waiting.waits_in && meeting.mask == waiting.mask;
  };
  const auto& meeting = *std::ranges::find_if(meetings_[thread / 32], is_its);
  return thread / 32 * 32 + static_cast<std::size_t>(std::countr_zero(meeting.mask & ~meeting.arrived));
}

std::string ThreadBlock::who_is_missing() const {
  std::size_t waiting = 0;
  while (threads_[waiting].ended) ++waiting;
  const std::size_t missing = missing_for(waiting);
  return fmt::format("kernel {}, block {}: {} {}, but {} {}", symbols::name_of(kernel_.function), text(blockIdx),
                     name(waiting), state(waiting), name(missing), state(missing));
}

std::string ThreadBlock::whereabouts() const {
  return fmt::format("kernel {}, block {}, {}", symbols::name_of(kernel_.function), text(blockIdx), name(current_));
}

void run_grid(const Kernel& kernel, Random& random) {
  gridDim = kernel.grid;
  blockDim = kernel.block;
  ThreadBlock block(kernel, random);
  const std::uint64_t blocks = count(kernel.grid);
  // Steps of a length that has no divisor in common with the number of blocks come to each of them once.
  std::uint64_t step = 1 + random.below(static_cast<std::uint32_t>(blocks));
  while (std::gcd(step, blocks) != 1) ++step;
  std::uint64_t next = random.below(static_cast<std::uint32_t>(blocks));
  for (std::uint64_t i = 0; i < blocks; ++i, next = (next + step) % blocks) block.run(index_in(kernel.grid, next));
}

Received meet(const char* function, unsigned int mask, Lane lane, std::source_location where) {
  return ThreadBlock::running->meet(function, mask, lane, where);
}

int lane_id() { return ThreadBlock::running->lane_id(); }

}  // namespace cuda_emulator

// NOLINTNEXTLINE(*-reserved-*): CUDA's name
void __syncthreads(std::source_location where) { cuda_emulator::ThreadBlock::running->wait_for_all(where); }

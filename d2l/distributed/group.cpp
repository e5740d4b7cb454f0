#include "d2l/distributed/group.hpp"

#include <algorithm>
#include <iterator>
#include <thread>
#include <unistd.h>
#include <utility>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "d2l/distributed/error.hpp"
#include "d2l/distributed/launch.hpp"
#include "d2l/distributed/watch.hpp"
#include "d2l/ops/creation.hpp"
#include "d2l/system/interrupt.hpp"

namespace d2l::distributed {
namespace {

using Clock = std::chrono::steady_clock;

constexpr int own_tag = 0, roll_tag = 1;  // of what the group itself sends, below first_tag
constexpr int of_all = -1;                // in the place of a peer

std::string host_name() {
  constexpr std::size_t longest = 256;
  std::string name(longest, '\0');
  if (gethostname(name.data(), name.size() - 1) != 0) return "a host without a name";
  name.resize(name.find('\0'));
  return name;
}

// Of what a message is read from or written to.
template <class T>
std::span<T> elements(const Tensor<T>& x) {
  if (!x.is_contiguous() || !x.device().is_cpu())
    throw ShapeError(fmt::format("Group: a message of shape {} on {}; it must be contiguous, and on the CPU",
                                 to_string(x.shape()), to_string(x.device())));
  return {x.data_ptr(), static_cast<std::size_t>(x.numel())};
}

template <class T>
std::span<std::byte> bytes_of(const Tensor<T>& x) {
  return std::as_writable_bytes(elements(x));
}

// Between two looks at messages: at first the core is offered to others, one of which may be the process that is waited
// for; a message that has not come by then may take long.
class Pause {
 public:
  void operator()() const {
    using namespace std::chrono_literals;
    if (Clock::now() - start_ < 5ms) return std::this_thread::yield();
    std::this_thread::sleep_for(100us);
  }

 private:
  Clock::time_point start_ = Clock::now();
};

std::unique_ptr<Engine> start_in_time(std::chrono::seconds time_limit) {
  const auto [rank, size, local_rank] = launch();
  const Watch watch(time_limit,
                    fmt::format("process {} of {} on {} waited {} s for all to start: was one stopped, or is "
                                "a machine cut off? --time-limit gives them longer",
                                rank, size, host_name(), time_limit.count()));
  return start_engine();
}

}  // namespace

Group::Group(std::chrono::seconds time_limit)
    : Group(time_limit, launch().size == 1 ? nullptr : start_in_time(time_limit)) {}

Group::Group(std::chrono::seconds time_limit, std::unique_ptr<Engine> engine)
    : time_limit_(time_limit), engine_(std::move(engine)), hosts_{host_name()} {
  if (!engine_) return;
  rank_ = engine_->rank();
  size_ = engine_->size();
  hosts_ = std::vector(static_cast<std::size_t>(size_), std::string("a host that has not answered"));
  hosts_ = gather(host_name());
}

Group::~Group() = default;

std::string Group::name_of(int rank) const {
  return fmt::format("process {} of {} on {}", rank, size_, hosts_[static_cast<std::size_t>(rank)]);
}

Group::Message Group::send(int to, int tag, const Tensor<>& x) const {
  return {engine_->send(to, tag, bytes_of(x)), to};
}
Group::Message Group::receive(int from, int tag, const Tensor<>& x) const {
  return {engine_->receive(from, tag, bytes_of(x)), from};
}
Group::Message Group::start_all_reduce(const Tensor<>& x) const { return {engine_->sum(elements(x)), of_all}; }

void Group::wait(std::span<const Message> messages) const {
  constexpr auto stood_still = std::chrono::seconds(1);  // this process itself, between two looks, with all the others
  auto start = Clock::now(), last = start;
  const Pause pause;
  const auto done = [](const Message& message) { return message.done(); };
  while (!std::ranges::all_of(messages, done)) {
    check_interrupt();
    const auto now = Clock::now();
    if (now - std::exchange(last, now) > stood_still) start = now;
    if (now - start > time_limit_) expect_done(messages);
    pause();
  }
}

// The ranks of those who do not answer: who has waited in vain for a sum, to which all belong, calls the roll.
std::vector<int> Group::absent() const {
  constexpr auto patience = std::chrono::seconds(3);  // some may have begun to wait a little later
  const auto call = zeros({1}, Device{}), heard = zeros({size_}, Device{});
  std::vector<Message> answers, calls;
  for (int rank = 0; rank < size_; ++rank) {
    if (rank == rank_) continue;
    answers.push_back(receive(rank, roll_tag, heard.slice(0, rank, rank + 1)));
    calls.push_back(send(rank, roll_tag, call));
  }
  const Pause pause;
  for (const auto end = Clock::now() + patience; Clock::now() < end;) pause();
  std::vector<int> ranks;
  for (const auto& each : answers)
    if (!each.done()) ranks.push_back(each.peer);
  return ranks;
}

// This process itself may have been stopped: then all has come meanwhile.
void Group::expect_done(std::span<const Message> messages) const {
  std::vector<int> missing;
  for (const auto& message : messages)
    if (!message.done()) missing.push_back(message.peer);
  if (missing.empty()) return;
  if (std::ranges::count(missing, of_all) > 0) missing = absent();
  std::ranges::sort(missing);
  const auto [doubles, end] = std::ranges::unique(missing);
  missing.erase(doubles, end);
  std::vector<std::string> names;
  names.reserve(missing.size());
  for (const int rank : missing) names.push_back(name_of(rank));
  if (names.empty()) names.emplace_back("one of the others");
  throw GroupError(fmt::format("{} waited {} s for {}: was it stopped, or cut off? --time-limit gives it longer",
                               name_of(rank_), time_limit_.count(), fmt::join(names, ", ")));
}

template <Element T>
void Group::broadcast(const Tensor<T>& x, int root) const {
  if (size_ == 1) return;
  const auto there = x.device().is_cpu() ? x : x.cpu();
  std::vector<Message> messages;
  if (rank_ != root) {
    messages.push_back({engine_->receive(root, own_tag, bytes_of(there)), root});
  } else {
    for (int rank = 0; rank < size_; ++rank)
      if (rank != root) messages.push_back({engine_->send(rank, own_tag, bytes_of(there)), rank});
  }
  wait(messages);
  if (rank_ != root && !x.device().is_cpu()) x.copy_(there.to(x.device()));
}

template <class T>
void Group::all_reduce(const Tensor<T>& x) const {
  const auto all = gather(x);
  const auto sum = all.front().clone();
  for (std::size_t rank = 1; rank < all.size(); ++rank) sum += all[rank];
  x.copy_(sum.to(x.device()));
}

// Each process's own to every other one, which all have the same sizes.
template <Element T>
std::vector<Tensor<T>> Group::gather(const Tensor<T>& x) const {
  const auto own = x.cpu().contiguous();
  std::vector<Tensor<T>> all;
  std::vector<Message> messages;
  for (int rank = 0; rank < size_; ++rank) {
    all.push_back(rank == rank_ ? own : empty_like(own));
    if (rank == rank_) continue;
    messages.push_back({engine_->receive(rank, own_tag, bytes_of(all.back())), rank});
    messages.push_back({engine_->send(rank, own_tag, bytes_of(own)), rank});
  }
  wait(messages);
  return all;
}

std::vector<std::string> Group::gather(const std::string& text) const {
  const auto lengths = gather(full<std::int64_t>({}, std::ssize(text), Device{}));
  std::int64_t longest = 0;
  for (const auto& length : lengths) longest = std::max(longest, length.item());
  const auto padded = zeros<std::uint8_t>({longest}, Device{});
  std::ranges::copy(text, padded.data_ptr());
  std::vector<std::string> texts;
  for (std::size_t rank = 0; const auto& letters : gather(padded)) {
    const auto all = elements(letters);
    texts.emplace_back(all.begin(), all.begin() + lengths[rank++].item());
  }
  return texts;
}

void Group::barrier() const { gather(zeros<std::uint8_t>({1}, Device{})); }

void Group::expect_same(const std::string& what, const std::string& text) const {
  const auto texts = gather(text);
  const auto& first = texts.front();
  const auto other = std::ranges::find_if(texts, [&](const auto& each) { return each != first; });
  if (other == texts.end()) return;
  throw GroupError(fmt::format("{} has another {} than {}: {} instead of {}",
                               name_of(static_cast<int>(other - texts.begin())), what, name_of(0), *other, first));
}

void Group::leave() {
  if (!engine_) return;
  barrier();
  {
    const Watch watch(time_limit_, name_of(rank_) + ": not all processes had ended in time");
    engine_->leave();
  }
  engine_.reset();
}

#define D2L_INSTANTIATE(T)                                     \
  template void Group::broadcast(const Tensor<T>&, int) const; \
  template std::vector<Tensor<T>> Group::gather(const Tensor<T>&) const;
D2L_FOR_ELEMENTS(D2L_INSTANTIATE)
template void Group::all_reduce(const Tensor<float>&) const;
template void Group::all_reduce(const Tensor<double>&) const;
template void Group::all_reduce(const Tensor<std::int64_t>&) const;

}  // namespace d2l::distributed

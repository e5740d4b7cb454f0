#include "d2l/nn/part.hpp"

#include <algorithm>
#include <atomic>
#include <functional>
#include <mutex>

namespace d2l::nn {
namespace {

// Linked through the parts themselves, so that no part that is moved asks for memory; of all threads together, since a
// module may end in another thread than it began.
std::mutex mutex;
Part* latest = nullptr;
std::atomic<std::uint64_t> made = 0;

}  // namespace

Part::Part() noexcept {
  const std::lock_guard lock(mutex);
  after_ = latest;
  if (after_) after_->before_ = this;
  latest = this;
  made.fetch_add(1, std::memory_order_relaxed);
}

Part::~Part() {
  const std::lock_guard lock(mutex);
  (before_ ? before_->after_ : latest) = after_;
  if (after_) after_->before_ = before_;
}

std::vector<Part*> parts_within(const void* begin, std::size_t bytes) {
  const auto* const end = static_cast<const std::byte*>(begin) + bytes;
  std::vector<Part*> found;
  const std::lock_guard lock(mutex);
  for (auto* part = latest; part; part = part->after_)
    if (!std::less<>()(static_cast<const void*>(part), begin) &&
        std::less<>()(static_cast<const void*>(part), static_cast<const void*>(end)))
      found.push_back(part);
  std::ranges::sort(found, std::less<>());
  return found;
}

std::uint64_t parts_made() { return made.load(std::memory_order_relaxed); }

}  // namespace d2l::nn

#include "d2l/nn/member.hpp"

#include <algorithm>
#include <atomic>
#include <functional>
#include <mutex>

namespace d2l::nn {
namespace {

// Linked through the members themselves, so that no member that is moved asks for memory; of all threads together,
// since a module may end in another thread than it began.
std::mutex mutex;
Member* latest = nullptr;
std::atomic<std::uint64_t> made = 0;

}  // namespace

Member::Member() noexcept {
  const std::lock_guard lock(mutex);
  after_ = latest;
  if (after_) after_->before_ = this;
  latest = this;
  made.fetch_add(1, std::memory_order_relaxed);
}

Member::~Member() {
  const std::lock_guard lock(mutex);
  (before_ ? before_->after_ : latest) = after_;
  if (after_) after_->before_ = before_;
}

std::vector<Member*> members_within(const void* begin, std::size_t bytes) {
  const auto* const end = static_cast<const std::byte*>(begin) + bytes;
  std::vector<Member*> found;
  const std::lock_guard lock(mutex);
  for (auto* member = latest; member; member = member->after_)
    if (!std::less<>()(static_cast<const void*>(member), begin) &&
        std::less<>()(static_cast<const void*>(member), static_cast<const void*>(end)))
      found.push_back(member);
  std::ranges::sort(found, std::less<>());
  return found;
}

std::uint64_t members_made() { return made.load(std::memory_order_relaxed); }

}  // namespace d2l::nn

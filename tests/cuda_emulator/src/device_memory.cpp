#include "device_memory.hpp"

#include <algorithm>
#include <cstring>
#include <iterator>
#include <memory>
#include <stdexcept>
#include <sys/mman.h>

#include <fmt/format.h>

#include "sanitizer/sanitizer.hpp"

namespace cuda_emulator {

namespace {

constexpr std::size_t reach = std::size_t{1} << 36U;  // of addresses; memory is taken as it is touched
constexpr std::size_t page = std::size_t{2} << 20U;   // a huge one: to open and close small ones takes most of the time
constexpr std::size_t zone = 256;                     // between two allocations, and what an address is a multiple of
constexpr std::size_t most_quarantined = std::size_t{16} << 20U;

constexpr std::size_t round_up(std::size_t bytes, std::size_t unit) { return (bytes + unit - 1) / unit * unit; }

constexpr std::size_t with_zone(std::size_t bytes) { return round_up(bytes, zone) + zone; }

}  // namespace

DeviceMemory::DeviceMemory() {
  std::size_t room = reach + page;
  void* memory = mmap(nullptr, room, PROT_NONE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
  if (memory == MAP_FAILED) throw std::runtime_error("cuda_emulator: the system gives no addresses for device memory");
  base_ = static_cast<std::byte*>(std::align(page, reach, memory, room));
  madvise(base_, reach, MADV_HUGEPAGE);  // where the system has none, small ones do
}

std::size_t DeviceMemory::take_range(std::size_t bytes) {
  const auto fits = std::ranges::find_if(free_, [&](const auto& range) { return range.second >= bytes; });
  if (fits != free_.end()) {
    const auto [offset, size] = *fits;
    free_.erase(fits);
    if (size > bytes) free_.emplace(offset + bytes, size - bytes);
    return offset;
  }
  const std::size_t offset = used_;
  if (bytes > reach - offset) throw std::runtime_error("cuda_emulator: no address for device memory is left");
  used_ = round_up(used_ + bytes, page);
  if (used_ > offset + bytes) free_.emplace(offset + bytes, used_ - offset - bytes);
  sanitizer::poison(base_ + offset, used_ - offset);
  if (open_) mprotect(base_ + offset, used_ - offset, PROT_READ | PROT_WRITE);
  return offset;
}

// Joins it with its neighbours.
void DeviceMemory::free_range(Range range) {
  auto [place, inserted] = free_.emplace(range.offset, range.bytes);
  if (const auto next = std::next(place); next != free_.end() && place->first + place->second == next->first) {
    place->second += next->second;
    free_.erase(next);
  }
  if (place == free_.begin()) return;
  if (const auto before = std::prev(place); before->first + before->second == place->first) {
    before->second += place->second;
    free_.erase(place);
  }
}

Allocation& DeviceMemory::take(std::size_t bytes, CUmemPoolHandle_st& pool) {
  std::byte* begin = base_ + take_range(zone + with_zone(bytes)) + zone;
  return allocations_.emplace(begin, Allocation{.begin = begin, .bytes = bytes, .pool = &pool}).first->second;
}

void DeviceMemory::begin(Allocation& allocation) {
  allocation.live = true;
  sanitizer::unpoison(allocation.begin, allocation.bytes);
  std::memset(allocation.begin, 0xff, allocation.bytes);
}

void DeviceMemory::end(Allocation& allocation) {
  allocation.live = false;
  sanitizer::poison(allocation.begin, allocation.bytes);
}

void DeviceMemory::give(Allocation& allocation) {
  const auto offset = static_cast<std::size_t>(allocation.begin - base_) - zone;
  quarantine_.push_back({offset, zone + with_zone(allocation.bytes)});
  quarantined_ += quarantine_.back().bytes;
  allocations_.erase(allocation.begin);
  for (; quarantined_ > most_quarantined; quarantine_.pop_front()) {
    quarantined_ -= quarantine_.front().bytes;
    free_range(quarantine_.front());
  }
}

bool DeviceMemory::contains(const void* address) const {
  const auto* byte = static_cast<const std::byte*>(address);
  return byte >= base_ && byte < base_ + reach;
}

Allocation* DeviceMemory::find(const void* address) {
  auto* byte = static_cast<std::byte*>(const_cast<void*>(address));
  const auto after = allocations_.upper_bound(byte);
  if (after == allocations_.begin()) return nullptr;
  auto& allocation = std::prev(after)->second;
  return byte < allocation.begin + allocation.bytes ? &allocation : nullptr;
}

void DeviceMemory::open(bool is_open) {
  if (open_ == is_open) return;
  open_ = is_open;
  if (used_ > 0) mprotect(base_, used_, is_open ? PROT_READ | PROT_WRITE : PROT_NONE);
}

std::string DeviceMemory::describe(const void* address) const {
  const auto* byte = static_cast<const std::byte*>(address);
  for (const auto& [begin, allocation] : allocations_) {
    if (byte < begin - zone || byte >= begin + with_zone(allocation.bytes)) continue;
    const auto where =
        byte < begin ? fmt::format("{} bytes before", begin - byte)
        : byte < begin + allocation.bytes
            ? fmt::format("{} bytes into", byte - begin)
            : fmt::format("{} bytes behind", byte - begin - static_cast<std::ptrdiff_t>(allocation.bytes));
    return fmt::format("{} a {} allocation of {} bytes", where, allocation.live ? "live" : "freed or future",
                       allocation.bytes);
  }
  return "in no allocation";
}

}  // namespace cuda_emulator

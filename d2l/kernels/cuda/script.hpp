#pragma once

#include <algorithm>
#include <cstddef>
#include <functional>
#include <span>
#include <type_traits>
#include <utility>
#include <vector>

namespace d2l::cuda {

/// What some work has started on a device, in order, so that the same work can be compared with it when it is done
/// again. Each entry is known by the values that make it what it is: a kernel with all of its arguments, a product with
/// its sizes and addresses.
class Script {
 public:
  void clear() {
    entries_.clear();
    bytes_.clear();
  }

  /// Adds what was started, and how to start it again.
  template <class Start, class... Values>
  void write(const Start& start, const Values&... values) {
    (append(values), ...);
    entries_.push_back({start, bytes_.size()});
  }

  /// Goes back to the beginning.
  void begin() { followed_ = 0; }

  /// Whether what is about to be started is what comes next; if so, it has been followed.
  template <class... Values>
  bool follow(const Values&... values) {
    if (is_at_end()) return false;
    const auto begin = followed_ == 0 ? 0 : entries_[followed_ - 1].end, end = entries_[followed_].end;
    auto at = begin;
    if (end - begin != (std::size_t{0} + ... + size<Values>) || !(is_next(at, values) && ...)) return false;
    ++followed_;
    return true;
  }

  bool is_at_end() const { return followed_ == entries_.size(); }

  /// Starts, one by one, what has been followed.
  void start_followed() const {
    for (std::size_t i = 0; i < followed_; ++i) entries_[i].start();
  }

 private:
  struct Entry {
    std::function<void()> start;
    std::size_t end;  // of its values in bytes_
  };

  // An object without members has a byte that nobody sets.
  template <class Value>
  static constexpr std::size_t size = std::is_empty_v<Value> ? 0 : sizeof(Value);

  template <class Value>
  static std::span<const std::byte> bytes_of(const Value& value) {
    static_assert(std::is_trivially_copyable_v<Value>);
    return {reinterpret_cast<const std::byte*>(&value), size<Value>};
  }

  template <class Value>
  void append(const Value& value) {
    const auto bytes = bytes_of(value);
    bytes_.insert(bytes_.end(), bytes.begin(), bytes.end());
  }

  // Byte by byte, padding too: a value with padding may seem to differ where it does not, and is then done as it comes.
  template <class Value>
  bool is_next(std::size_t& at, const Value& value) const {
    const auto begin = std::exchange(at, at + size<Value>);
    return std::ranges::equal(bytes_of(value), std::span(bytes_).subspan(begin, size<Value>));
  }

  std::vector<Entry> entries_;
  std::vector<std::byte> bytes_;
  std::size_t followed_ = 0;
};

}  // namespace d2l::cuda

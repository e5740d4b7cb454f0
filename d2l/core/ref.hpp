#pragma once

#include <utility>

namespace d2l {

/// A counted pointer to an object that carries its own count: one word, no control block. The pointee's namespace
/// provides `retain(T*)` and `release(T*)`; the last release ends the object. Counts are plain integers: a tensor and
/// its graph belong to one thread at a time (the loops inside an op are parallel, the handles are not).
template <class T>
class Ref {
 public:
  Ref() = default;
  explicit Ref(T* p) : p_(p) {
    if (p_) retain(p_);
  }
  Ref(const Ref& other) : p_(other.p_) {
    if (p_) retain(p_);
  }
  Ref(Ref&& other) noexcept : p_(std::exchange(other.p_, nullptr)) {}
  Ref& operator=(Ref other) noexcept {
    std::swap(p_, other.p_);
    return *this;
  }
  ~Ref() {
    if (p_) release(p_);
  }

  T* get() const { return p_; }
  T& operator*() const { return *p_; }
  T* operator->() const { return p_; }
  explicit operator bool() const { return p_ != nullptr; }
  bool operator==(const Ref&) const = default;

 private:
  T* p_ = nullptr;
};

}  // namespace d2l

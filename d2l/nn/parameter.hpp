#pragma once

#include <utility>

#include "d2l/core/tensor.hpp"
#include "d2l/io/any_tensor.hpp"
#include "d2l/nn/member.hpp"

namespace d2l::nn {

/// A tensor that belongs to its module: a copy of the module gets a copy of the numbers.
template <class T>
class Owned : public Tensor<T> {
 public:
  Owned() = default;
  Owned(Tensor<T> values) : Tensor<T>(std::move(values)) {}
  Owned(const Owned& other) : Tensor<T>(other.defined() ? other.detach().clone() : Tensor<T>()) {}
  Owned(Owned&&) noexcept = default;
  Owned& operator=(Owned other) noexcept {
    static_cast<Tensor<T>&>(*this) = std::move(static_cast<Tensor<T>&>(other));
    return *this;
  }
  ~Owned() = default;
};

/// Numbers that training changes: a leaf of its own that requires grad, whatever `values` was computed from. (To share
/// a parameter, share the module.)
class Parameter : public Owned<float>, public Member {
 public:
  Parameter() = default;
  Parameter(const Tensor<>& values) : Owned(values.detach()) { requires_grad_(); }
  Parameter(const Parameter& other) : Owned(static_cast<const Owned&>(other)), Member(other) {
    if (other.defined()) requires_grad_(other.requires_grad());
  }
  Parameter(Parameter&&) = default;
  Parameter& operator=(Parameter other) noexcept {
    Owned::operator=(std::move(other));
    return *this;
  }
  ~Parameter() override = default;
};

/// A buffer whose element type is known only at run time, for code that goes through all of them.
class AnyBuffer : public Member {
 public:
  /// Whether it has been given numbers.
  virtual bool is_there() const = 0;
  /// The tensor itself, not a copy.
  virtual AnyTensor values() const = 0;
  virtual void move_to(Device device) = 0;
};

/// Numbers that training leaves alone and that are part of what the module computes: saved and copied with it. They may
/// be of any type: `nn::BufferOf<std::int64_t> batches_seen = zeros<std::int64_t>({});`.
template <Element T>
class BufferOf : public Owned<T>, public AnyBuffer {
 public:
  using Owned<T>::Owned;

  bool is_there() const override { return this->defined(); }
  AnyTensor values() const override { return Tensor<T>(*this); }
  void move_to(Device device) override {
    if (is_there()) Owned<T>::operator=(this->to(device));
  }
};
using Buffer = BufferOf<float>;

}  // namespace d2l::nn

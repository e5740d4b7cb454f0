#pragma once

#include <utility>

#include "d2l/core/tensor.hpp"
#include "d2l/nn/member.hpp"
#include "d2l/ops/methods.hpp"

namespace d2l::nn {

/// A tensor that belongs to its module: a copy of the module gets a copy of the numbers.
class Owned : public Tensor<>, public Member {
 public:
  Owned() = default;
  Owned(Tensor<> values) : Tensor<>(std::move(values)) {}
  Owned(const Owned& other) : Tensor<>(other.defined() ? other.detach().clone() : Tensor<>()), Member(other) {}
  Owned(Owned&&) = default;
  Owned& operator=(Owned other) noexcept {
    static_cast<Tensor<>&>(*this) = std::move(static_cast<Tensor<>&>(other));
    return *this;
  }
  ~Owned() override = default;
};

/// Numbers that training changes: a leaf of its own, that requires grad, whatever `values` was computed from. (To share
/// a parameter, share the module.)
class Parameter : public Owned {
 public:
  Parameter() = default;
  Parameter(const Tensor<>& values) : Owned(values.detach()) { requires_grad_(); }
  Parameter(const Parameter& other) : Owned(static_cast<const Owned&>(other)) {
    if (other.defined()) requires_grad_(other.requires_grad());
  }
  Parameter(Parameter&&) = default;
  Parameter& operator=(Parameter other) noexcept {
    Owned::operator=(std::move(other));
    return *this;
  }
  ~Parameter() override = default;
};

/// Numbers that training leaves alone and that are part of what the module computes: saved and copied with it.
class Buffer : public Owned {
 public:
  using Owned::Owned;
};

}  // namespace d2l::nn

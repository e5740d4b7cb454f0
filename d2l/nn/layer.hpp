#pragma once

#include <utility>

#include "d2l/nn/call.hpp"
#include "d2l/nn/module.hpp"

namespace d2l::nn {

/// A module with whatever forward it needs: inputs of any kind and number, outputs likewise. A class derives from it
/// under its own name:
///
///     struct Lookup : nn::Callable<Lookup> {
///       nn::Parameter rows = randn({100, 8});
///       Tensor<> forward(const Tensor<std::int64_t>& index) { return rows.index_select(0, index); }
///       void visit(nn::Visitor& v) override { v("rows", rows); }
///     };
///
/// `lookup(index)` is then forward(index), and does not compile where forward takes something else.
template <class Derived>
class Callable : public Module {
  friend Derived;
  Callable() = default;  // only as part of the class that it was given

 public:
  /// forward(args...). The first call that is recorded throws ValueError where forward computed with a tensor that
  /// requires grad and that neither this module nor one that it is called from shows.
  template <class... Args>
  requires requires(Derived& module, Args&&... args) { module.forward(std::forward<Args>(args)...); }
  auto operator()(Args&&... args) {
    detail::Call call(*this, args...);
    auto result = static_cast<Derived&>(*this).forward(std::forward<Args>(args)...);
    call.expect_shown(result);
    return result;
  }
  /// As above, for a network that nobody may change: in evaluation only, where forward changes nothing. Throws
  /// ValueError while it is being trained, or waits for its first batch.
  template <class... Args>
  requires requires(Derived& module, Args&&... args) { module.forward(std::forward<Args>(args)...); }
  auto operator()(Args&&... args) const {
    return static_cast<Callable&>(in_evaluation())(std::forward<Args>(args)...);
  }
};

/// A module with one tensor in and one out (section 4.1), as Sequential takes them; a whole network may be one. A new
/// one needs two functions:
///
///     struct Scale : nn::Layer {
///       nn::Parameter factor = ones({1});
///       Tensor<> forward(const Tensor<>& X) override { return factor * X; }
///       void visit(nn::Visitor& v) override { v("factor", factor); }
///     };
class Layer : public Callable<Layer> {
 public:
  /// The output for a batch of inputs; net(X) calls it.
  virtual Tensor<> forward(const Tensor<>& X) = 0;
};

}  // namespace d2l::nn

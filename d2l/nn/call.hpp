#pragma once

#include <concepts>
#include <cstdint>
#include <ranges>
#include <tuple>
#include <vector>

#include "d2l/autograd/node.hpp"
#include "d2l/nn/module.hpp"

namespace d2l::nn::detail {

/// A call of a module that is under way. The first one that is recorded compares the tensors that forward computed with
/// and those that visits show. So parameters that are not shown are found even outside the module: in a std::vector,
/// behind a pointer.
class Call {
 public:
  template <class... Args>
  explicit Call(Module& callee, const Args&... args) : Call(callee) {
    if (!is_watched()) return;
    begin_to_watch();
    (add_nodes(args, inputs_), ...);
  }
  ~Call();
  Call(const Call&) = delete;
  Call& operator=(const Call&) = delete;

  /// Throws ValueError where the result was computed with a tensor that requires grad and that neither this module nor
  /// one that it is called from shows.
  template <class Result>
  void expect_shown(const Result& result) {
    if (!is_watched()) return;
    std::vector<Ref<Node>> outputs;
    add_nodes(result, outputs);
    expect_shown(outputs);
  }

 private:
  explicit Call(Module& callee);
  bool is_watched() const;
  void begin_to_watch();
  void expect_shown(const std::vector<Ref<Node>>& outputs);

  // Adds the places in the graph of all tensors in a value: a tensor, a tuple or a range of them, or something else.
  template <class Value>
  static void add_nodes(const Value& value, std::vector<Ref<Node>>& nodes) {
    if constexpr (requires { []<std::floating_point T>(const Tensor<T>&) {}(value); }) {
      if (value.defined() && value.node()) nodes.push_back(value.node());
    } else if constexpr (requires { std::tuple_size<Value>::value; }) {
      std::apply([&](const auto&... each) { (add_nodes(each, nodes), ...); }, value);
    } else if constexpr (std::ranges::input_range<const Value>) {
      using Each = std::ranges::range_value_t<const Value>;
      if constexpr (!std::same_as<Each, Value> && !std::is_arithmetic_v<Each>)
        for (const auto& each : value) add_nodes(each, nodes);
    }
  }

  Module& module_;
  Call* const outer_;
  std::uint64_t start_ = 0;
  std::vector<Ref<Node>> inputs_;
};

}  // namespace d2l::nn::detail

#pragma once

#include <concepts>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <iosfwd>
#include <new>
#include <string>
#include <utility>
#include <vector>

#include "d2l/io/any_tensor.hpp"
#include "d2l/nn/visitor.hpp"

namespace d2l::nn {

namespace detail {
class Call;
}  // namespace detail

/// What networks are made of (section 4.1): something that holds parameters, and shows them. One that computes is a
/// Layer or a Callable (d2l/nn/layer.hpp). Modules are values: a copy has parameters of its own, with the same numbers.
class Module : public Member {
 public:
  Module() = default;
  ~Module() override;

  /// Shows `v` each parameter, buffer and module that this one is made of; nothing for a module without. Everything
  /// that goes through them (parameters, state_dict, apply, train, to, a call) throws ValueError where a member of this
  /// module or of one below is not shown; it names the class and the members' number and kinds. That holds for what
  /// lies in the class itself, in an array or in a std::optional; what lies elsewhere, as in a std::vector or behind a
  /// pointer, is found when the module is first called.
  virtual void visit(Visitor& /*v*/) {}

  /// All parameters, with names such as `1.weight`: the path of the modules that lead there. One that is reached by two
  /// paths is listed once. Throws ValueError while a LazyLinear waits for its first batch.
  std::vector<std::pair<std::string, Tensor<>>> named_parameters() const;
  std::vector<Tensor<>> parameters() const;
  /// All buffers, with their names: what a module keeps besides parameters, such as the statistics of batch
  /// normalization.
  NamedTensors named_buffers() const;
  /// The parameter of this name. Throws ValueError where there is none.
  Tensor<> get_parameter(const std::string& name) const;

  /// All parameters and buffers, with their names (section 4.5); the tensors are those of the module, not copies. One
  /// that is reached by two paths is listed under both, as in PyTorch. Throws as named_parameters does.
  NamedTensors state_dict() const;
  /// Takes over the numbers of a state_dict. Throws ValueError, with all that is missing, superfluous or of another
  /// shape or type in one message, or for a module without parameters and buffers; nothing is changed then.
  void load_state_dict(const NamedTensors& state);

  /// Calls `f` with each module below, and lastly with this one (section 4.2): `net.apply(init_normal)`.
  void apply(const std::function<void(Module&)>& f);

  /// Says whether this module and all below are being trained; dropout, for one, behaves differently in use (section
  /// 3.13). To evaluate for a while and then go on as before: nn::Evaluation.
  void train(bool on = true);
  void eval() { train(false); }
  bool training() const { return training_; }

  /// Moves all parameters and buffers to a device (section 4.6). They are new tensors then: make the optimizer
  /// afterwards.
  void to(Device device);

  /// Forgets all gradients.
  void zero_grad();

  /// What `print` calls it: the name of its class.
  virtual std::string name() const;
  /// What `print` shows in its brackets, such as `in_features=4, out_features=3, bias=True`.
  virtual std::string extra_repr() const { return {}; }

  /// Gives back the memory of a module of any class. It also tells how large the class is (d2l/nn/size_of.hpp).
  static void operator delete(Module* module, std::destroying_delete_t, std::size_t bytes, std::align_val_t alignment);

 protected:
  // Copied and moved as part of a concrete module only.
  Module(const Module&) = default;
  Module(Module&&) = default;
  Module& operator=(const Module&) = default;
  Module& operator=(Module&&) = default;

  /// This module, to be called where nobody may change it. Throws ValueError unless it is in evaluation, with all its
  /// parameters there.
  Module& in_evaluation() const;

 private:
  friend class detail::Call;
  friend class Evaluation;
  friend std::string to_string(const Module& module);

  // For a visit that only looks: visit serves those who change members, too.
  Module& to_look_at() const { return const_cast<Module&>(*this); }
  void expect_complete() const;

  bool training_ = true;
  bool has_been_recorded_ = false;         // then all that forward computes with has been found shown
  mutable std::uint64_t complete_at_ = 0;  // members_made() when it was last found complete,
  mutable std::uint64_t whole_at_ = 0;     // and with all of its parameters there
};

/// A module as what it is: `as<Linear>(net[0]).weight`. Throws ValueError where it is of another class.
template <std::derived_from<Module> M>
M& as(Module& module);

/// The module and those below it, a line each, as PyTorch prints them.
std::string to_string(const Module& module);
std::ostream& operator<<(std::ostream& stream, const Module& module);

namespace detail {
[[noreturn]] void refuse_class(const Module& module, const std::type_info& wanted);
}  // namespace detail

template <std::derived_from<Module> M>
M& as(Module& module) {
  if (auto* const as_wanted = dynamic_cast<M*>(&module)) return *as_wanted;
  detail::refuse_class(module, typeid(M));
}

}  // namespace d2l::nn

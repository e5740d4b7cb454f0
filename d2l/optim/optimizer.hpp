#pragma once

#include <cstddef>
#include <string>
#include <utility>
#include <vector>

#include "d2l/io/any_tensor.hpp"

namespace d2l::optim {

/// What a training knows of an optimizer, whichever it is: how to change parameters along their gradients, and what the
/// next step depends on.
class Optimizer {
 public:
  virtual ~Optimizer() = default;
  Optimizer(const Optimizer&) = delete;
  Optimizer& operator=(const Optimizer&) = delete;

  /// Changes the parameters along their gradients; one without a gradient stays as it is.
  void step();
  /// Forgets the gradients.
  void zero_grad();
  /// All parameters, in order.
  const std::vector<Tensor<>>& parameters() const { return parameters_; }
  /// Sets the learning rate of each group to `factor` times what it was when the optimizer was made: what a schedule
  /// says for a step (d2l/optim/schedule.hpp).
  virtual void scale_lr(double factor) = 0;

  /// What the next step depends on besides parameters and options, under PyTorch's names: `2.exp_avg` for the third
  /// parameter. What does not exist yet is not listed.
  NamedTensors state_dict() const;
  /// Takes over a state_dict. Throws ValueError, and changes nothing, where it belongs to other parameters.
  void load_state_dict(const NamedTensors& state);

 protected:
  /// A tensor that is kept for each parameter: of its shape, or a number.
  struct Slot {
    const char* name;
    bool is_number = false;
  };

  /// Throws ValueError for a tensor that does not require grad or is given twice, ShapeError for one whose elements
  /// share memory.
  Optimizer(const char* name, std::vector<Slot> slots, std::vector<Tensor<>> parameters);
  Optimizer(Optimizer&&) = default;
  Optimizer& operator=(Optimizer&&) = default;

  const char* name() const { return name_; }
  /// Throws ValueError for an option that is negative or not finite.
  void expect_not_negative(const char* option, double value) const;
  /// Throws ValueError for an option that is not in [0, 1).
  void expect_fraction(const char* option, double value) const;

  /// Changes the n-th parameter along its gradient.
  virtual void update(std::size_t n, const Tensor<>& p, const Tensor<>& gradient) = 0;
  /// Whether the slot is in use for the n-th parameter, by its options.
  virtual bool keeps(std::size_t /*n*/, std::size_t /*slot*/) const { return true; }
  /// What is kept in a slot for the n-th parameter; made at its first use, with `initial` everywhere.
  const Tensor<>& state(std::size_t n, std::size_t slot, double initial = 0);
  /// A number for each parameter, on its device: what a step computes with and no state keeps. To be made once, since
  /// asking for memory takes as long as a step.
  std::vector<Tensor<double>> numbers() const;

 private:
  std::string name_of(std::size_t i) const;  // of a part of the state, such as `2.exp_avg`
  Shape shape_of(std::size_t i) const;

  const char* name_;
  std::vector<Slot> slots_;
  std::vector<Tensor<>> parameters_;
  std::vector<Tensor<>> state_;  // slot by slot of each parameter
};

/// Parameters that share their options; the bias, for one, is usually not decayed (section 3.12).
template <class Options>
struct Group {
  std::vector<Tensor<>> parameters;
  Options options;
};

/// An optimizer whose parameters stand in groups with options of their own, a rate `lr` among them.
template <class GroupOptions>
class GroupedOptimizer : public Optimizer {
 public:
  using Options = GroupOptions;
  using Group = optim::Group<Options>;

  /// The groups; their options may be changed between steps.
  std::vector<Group>& groups() { return groups_; }
  void scale_lr(double factor) override {
    for (std::size_t g = 0; g < groups_.size(); ++g) groups_[g].options.lr = factor * initial_lr_[g];
  }

 protected:
  /// Throws ValueError where there are no parameters, or none in one of the groups, and what Optimizer throws.
  GroupedOptimizer(const char* name, std::vector<Slot> slots, std::vector<Group> groups)
      : Optimizer(name, std::move(slots), all_of(name, groups)), groups_(std::move(groups)) {
    for (std::size_t g = 0; g < groups_.size(); ++g) {
      group_of_.insert(group_of_.end(), groups_[g].parameters.size(), g);
      initial_lr_.push_back(groups_[g].options.lr);
    }
  }

  const Options& options_of(std::size_t n) const { return groups_[group_of_[n]].options; }

 private:
  static std::vector<Tensor<>> all_of(const char* name, const std::vector<Group>& groups) {
    std::vector<Tensor<>> all;
    if (groups.empty()) throw ValueError(std::string(name) + ": there are 0 groups of parameters, so nothing to train");
    for (std::size_t g = 0; g < groups.size(); ++g) {
      const auto& parameters = groups[g].parameters;
      if (parameters.empty())
        throw ValueError(std::string(name) + ": there are 0 parameters " +
                         (groups.size() == 1 ? "" : "in group " + std::to_string(g) + " ") +
                         "to train; does the module have any?");
      all.insert(all.end(), parameters.begin(), parameters.end());
    }
    return all;
  }

  std::vector<Group> groups_;
  std::vector<std::size_t> group_of_;  // by parameter
  std::vector<double> initial_lr_;     // by group
};

}  // namespace d2l::optim

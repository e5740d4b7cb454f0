#include "d2l/book/trainer.hpp"

#include <array>
#include <string>

#include "d2l/core/error.hpp"
#include "d2l/ops/arithmetic.hpp"
#include "d2l/ops/creation.hpp"

namespace d2l {
namespace {

constexpr std::array names{"state_0", "state_1"};

class FromScratch : public optim::Optimizer {
 public:
  FromScratch(Trainer::Parameters parameters, double lr, Update update, std::size_t states)
      : Optimizer("from_scratch", slots(states), std::move(parameters)),
        lr_(lr),
        rate_(lr),
        update_(std::move(update)),
        states_(states) {}

  void scale_lr(double factor) override { rate_ = factor * lr_; }

 private:
  static std::vector<Slot> slots(std::size_t states) {
    std::vector<Slot> slots{{"step", true}};
    for (std::size_t i = 0; i < states; ++i) slots.push_back({names.at(i)});
    return slots;
  }

  void update(std::size_t n, const Tensor<>& p, const Tensor<>& /*gradient*/) override {
    const auto& t = state(n, 0);
    t += 1;
    std::vector<Tensor<>> kept;
    for (std::size_t i = 1; i <= states_; ++i) kept.push_back(state(n, i));
    update_(p, kept, rate_, static_cast<std::int64_t>(t.item()));
    // The update may have written into a state, or, as in `v = gamma * v + lr * g`, have made a new one: perhaps of
    // another state, so all are copied before one is overwritten.
    for (std::size_t i = 1; i <= states_; ++i) {
      auto& now = kept[i - 1];
      if (now.shape() != p.shape())
        throw ShapeError("from_scratch: the update made a state of shape " + to_string(now.shape()) +
                         " for a parameter of shape " + to_string(p.shape()));
      if (&now.impl() != &state(n, i).impl()) now = now.clone();
    }
    for (std::size_t i = 1; i <= states_; ++i)
      if (const auto& own = state(n, i); &own.impl() != &kept[i - 1].impl()) own.copy_(kept[i - 1]);
  }

  double lr_, rate_;
  Update update_;
  std::size_t states_;
};

}  // namespace

Trainer from_scratch(Update update, std::size_t states) {
  if (states > names.size())
    throw ValueError("from_scratch: " + std::to_string(states) + " states for each parameter; there may be up to " +
                     std::to_string(names.size()));
  return [update = std::move(update), states](Trainer::Parameters parameters, double lr) {
    return FromScratch(std::move(parameters), lr, update, states);
  };
}

}  // namespace d2l

#pragma once

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include <d2l/d2l.hpp>

#include "contenders.hpp"

namespace d2l::race {

/// How far a training came, at which rate and in which time.
struct Run {
  std::string name;
  double lr;
  std::vector<double> batch_losses;
  double loss, test_acc;  ///< of the last epoch
  double seconds;         ///< of an epoch, on average
};

/// Trainings of section 3.10's network on Fashion-MNIST, all from the same initial weights and through the same
/// batches.
class MlpRace {
 public:
  explicit MlpRace(const program::Arguments& args);

  /// The mean loss near the end of the first batches, which a rate is judged by.
  double loss_after_some_batches(const Contender& contender, double lr);
  /// A whole training, whose rate the schedule changes from batch to batch.
  Run train(const Contender& contender, double lr, const optim::Schedule& schedule);
  /// The batches of a whole training.
  std::int64_t batches() const { return args_.epochs * data_.first.size(); }
  const std::vector<program::Epoch>& epochs() const { return training_.epochs(); }

 private:
  nn::Sequential network() const;

  program::Arguments args_;
  Training training_;
  std::pair<FashionMnistLoader, FashionMnistLoader> data_;  // to train and to test
};

}  // namespace d2l::race

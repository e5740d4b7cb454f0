#pragma once

#include <concepts>
#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "d2l/program/arguments.hpp"

namespace d2l::program {

/// What an epoch came to.
struct Epoch {
  std::int64_t epoch;
  double loss;                                ///< the mean over the training examples, each before its batch's step
  std::optional<double> train_acc, test_acc;  ///< shares of 1; none for a model without accuracy
  std::optional<double> test_loss;            ///< the mean over the test examples, where it is looked at
  double seconds;                             ///< the training, without evaluation
  std::optional<double> start_up = {};  ///< from the process's start to its first batch's end, in a run's first epoch
  std::vector<double> first_batches = {};  ///< the mean losses of the first batches, in a training's first epoch
  std::optional<TrainedWith> trained_with = {};
};

/// How many decimals show a number that usually has so many: the book's six where it is near 0, lest it reads as 0.
int decimals(double value, int usual);

/// The line of an epoch: `epoch 1, loss 0.7843, train acc 0.749, test acc 0.782, 0.05 s`.
std::string to_string(const Epoch& epoch);

struct Result;
/// What a program prints at its end, by the names that the record gives it.
using Results = std::vector<std::pair<std::string, Result>>;
/// The results of a part. A type of its own: libstdc++ 12 takes a variant of numbers, strings and vectors alone for one
/// that always holds a value, and destroys what is not there when the memory for a copy is refused.
struct Part {
  Results results;
};
/// A number, numbers, a text, or results of a part: `{"lambda=3", {{"w_norm", 0.3}, …}}`.
struct Result : std::variant<double, std::vector<double>, std::string, Part> {
  Result(double number) : variant(number) {}
  Result(std::integral auto count) : variant(static_cast<double>(count)) {}
  Result(std::vector<double> numbers) : variant(std::move(numbers)) {}
  Result(const std::vector<float>& numbers) : variant(std::vector<double>(numbers.begin(), numbers.end())) {}
  Result(std::string text) : variant(std::move(text)) {}
  Result(Results part) : variant(Part{std::move(part)}) {}
};

/// Writes the run as a JSON object into the file of --record, if one was asked for (docs/record.md). Throws FileError.
void save_record(const Arguments& args, const std::vector<Epoch>& epochs, const Results& results = {});

}  // namespace d2l::program

#include "d2l/book/checkpoint.hpp"

#include <algorithm>
#include <cmath>
#include <filesystem>
#include <system_error>

#include <fmt/format.h>

#include "d2l/book/epoch_table.hpp"
#include "d2l/book/state_file.hpp"
#include "d2l/core/error.hpp"
#include "d2l/io/validate.hpp"
#include "d2l/ops/arithmetic.hpp"
#include "d2l/ops/copy.hpp"
#include "d2l/ops/creation.hpp"

namespace d2l {
namespace {

constexpr auto epochs_name = "epochs", first_batches_name = "first_batches";
constexpr std::string_view optimizer_prefix = "optimizer.";

// Takes the tensor of this name out of the list.
Tensor<double> take_doubles(NamedTensors& from, const std::string& name, std::int64_t dim) {
  const auto found = std::ranges::find(from, name, &NamedTensors::value_type::first);
  if (found == from.end()) throw FormatError("has no '" + name + "'");
  const auto* const x = std::get_if<Tensor<double>>(&found->second);
  if (!x || x->dim() != dim) throw FormatError("its '" + name + "' is no table of doubles");
  const auto taken = *x;
  from.erase(found);
  return taken;
}

Tensor<double> doubles(const std::vector<double>& values, const Shape& shape) { return tensor<double>(values, shape); }

// The name of one of these tensors whose numbers are not finite, as after a step that was too long.
std::optional<std::string> find_not_finite(const NamedTensors& tensors) {
  for (const auto& [name, x] : tensors)
    if (const auto* const numbers = std::get_if<Tensor<>>(&x); numbers && (*numbers * 0).sum().item() != 0) return name;
  return std::nullopt;
}

NamedTensors to_tensors(const TrainingState& state) {
  NamedTensors tensors;
  for (const auto& [name, parameter] : state.parameters) tensors.emplace_back(name, parameter.detach().clone());
  for (const auto& [name, x] : state.buffers)
    tensors.emplace_back(name, std::visit([](const auto& buffer) -> AnyTensor { return clone(buffer); }, x));
  tensors.emplace_back(generator_name, generator_state());
  if (state.optimizer) append(tensors, state.optimizer->state_dict(), optimizer_prefix);
  tensors.emplace_back(epochs_name, to_table(state.epochs));
  const auto& first_batches = state.epochs.front().first_batches;
  tensors.emplace_back(first_batches_name, doubles(first_batches, {std::ssize(first_batches)}));
  return tensors;
}

void load_state(optim::Optimizer& optimizer, const NamedTensors& state) {
  try {
    optimizer.load_state_dict(state);
  } catch (const ValueError& error) {
    throw FormatError(error.what());
  }
}

// Changes the state only when all has been found to fit.
void restore(NamedTensors tensors, TrainingState& state, std::int64_t most_epochs) {
  auto epochs = from_table(take_doubles(tensors, epochs_name, 2));
  if (epochs.empty()) throw FormatError("holds no epoch");
  if (std::ssize(epochs) > most_epochs)
    throw FormatError(
        fmt::format("holds {} epochs, and --epochs asks for {} in all; ask for more", epochs.size(), most_epochs));
  epochs.front().first_batches = take_doubles(tensors, first_batches_name, 1).to_vector();
  if (!std::ranges::all_of(epochs.front().first_batches, [](double loss) { return std::isfinite(loss); }))
    throw FormatError("says of a first batch that its loss is not finite");
  if (const auto name = find_not_finite(tensors))
    throw FormatError("its '" + *name + "' has numbers that are not finite");

  const auto of_optimizer = part_of(tensors, optimizer_prefix);
  if (state.optimizer)
    std::erase_if(tensors, [](const auto& entry) { return entry.first.starts_with(optimizer_prefix); });
  auto into = values_of(state.parameters);
  append(into, state.buffers, "");
  const StartingPoint point("--load", tensors, std::move(into));
  if (state.optimizer) load_state(*state.optimizer, of_optimizer);
  point.take();
  state.epochs = std::move(epochs);
}

}  // namespace

Checkpoint::Checkpoint(const program::Arguments& args)
    : load_(args.load), save_(args.save), options_(program::options_of(args)), most_epochs_(args.epochs) {
  if (load_) given_ = load_sealed(*load_);
}

void Checkpoint::load(TrainingState& state, const std::string& prefix) {
  const auto part = part_of(given_.tensors, prefix);
  if (!load_ || part.empty()) return;
  reading(*load_, "go on with the file and the options that --save had", [&] { restore(part, state, most_epochs_); });
  keep(state, prefix);
  const bool is_last = given_.tensors.back().first.starts_with(prefix);
  if (is_last && knows_all_epochs()) copy();
}

// Whether nothing of what the file knows is to be trained further.
bool Checkpoint::knows_all_epochs() const {
  return std::ranges::all_of(given_.tensors, [&](const auto& entry) {
    const auto* const table = std::get_if<Tensor<double>>(&entry.second);
    return !entry.first.ends_with(epochs_name) || !table || table->size(0) == most_epochs_;
  });
}

void Checkpoint::copy() const {
  std::error_code not_there;
  if (save_ && load_ && !std::filesystem::equivalent(*save_, *load_, not_there))
    save_sealed(*save_, given_.tensors, given_.metadata);
}

void Checkpoint::keep(const TrainingState& state, const std::string& prefix) {
  if (!save_) return;
  if (saved_.empty() || saved_.back().first != prefix) saved_.emplace_back(prefix, NamedTensors());
  saved_.back().second = to_tensors(state);
}

void Checkpoint::save(const TrainingState& state, const std::string& prefix) {
  if (!save_) return;
  keep(state, prefix);
  if (const auto name = find_not_finite(saved_.back().second))
    throw DivergedError(fmt::format("'{}' is not finite after epoch {}: the training diverged; try a smaller --lr",
                                    *name, state.epochs.size()));
  NamedTensors all;
  for (const auto& [its_prefix, part] : saved_) append(all, part, its_prefix);
  save_sealed(*save_, all, options_);
}

}  // namespace d2l

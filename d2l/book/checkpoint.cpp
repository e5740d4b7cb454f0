#include "d2l/book/checkpoint.hpp"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "d2l/core/generator.hpp"
#include "d2l/io/state.hpp"
#include "d2l/io/validate.hpp"
#include "d2l/ops/methods.hpp"

namespace d2l {
namespace {

using program::Epoch;

constexpr auto generator_name = "generator", epochs_name = "epochs", first_batches_name = "first_batches";
constexpr std::string_view optimizer_prefix = "optimizer.";

// The tensors whose names start with a prefix, without it.
NamedTensors part_of(const NamedTensors& all, std::string_view prefix) {
  NamedTensors part;
  for (const auto& [name, x] : all)
    if (name.starts_with(prefix)) part.emplace_back(name.substr(prefix.size()), x);
  return part;
}

void append(NamedTensors& all, const NamedTensors& part, std::string_view prefix) {
  for (const auto& [name, x] : part) all.emplace_back(std::string(prefix) + name, x);
}

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

constexpr std::int64_t columns = 5;

Tensor<double> to_table(const std::vector<Epoch>& epochs) {
  std::vector<double> values;
  for (const auto& e : epochs)
    values.insert(values.end(),
                  {e.loss, e.train_acc.value_or(NAN), e.test_acc.value_or(NAN), e.test_loss.value_or(NAN), e.seconds});
  return doubles(values, {std::ssize(epochs), columns});
}

std::vector<Epoch> from_table(const Tensor<double>& table) {
  if (table.size(1) != columns)
    throw FormatError(fmt::format("its '{}' has {} columns, not {}", epochs_name, table.size(1), columns));
  const auto known = [](double value) { return std::isnan(value) ? std::nullopt : std::optional(value); };
  std::vector<Epoch> epochs;
  epochs.reserve(static_cast<std::size_t>(table.size(0)));
  for (std::int64_t i = 0; i < table.size(0); ++i)
    epochs.push_back({.epoch = i + 1,
                      .loss = table.at(i, 0),
                      .train_acc = known(table.at(i, 1)),
                      .test_acc = known(table.at(i, 2)),
                      .test_loss = known(table.at(i, 3)),
                      .seconds = table.at(i, 4)});
  return epochs;
}

NamedTensors to_tensors(const TrainingState& state) {
  NamedTensors tensors;
  for (const auto& [name, parameter] : state.parameters) tensors.emplace_back(name, parameter.detach().clone());
  const auto generator = default_generator().state();
  tensors.emplace_back(generator_name, tensor<std::uint8_t>(generator, {std::ssize(generator)}));
  if (state.optimizer) append(tensors, state.optimizer->state_dict(), optimizer_prefix);
  tensors.emplace_back(epochs_name, to_table(state.epochs));
  const auto& first_batches = state.epochs.front().first_batches;
  tensors.emplace_back(first_batches_name, doubles(first_batches, {std::ssize(first_batches)}));
  return tensors;
}

// Changes the state only when all has been found to fit.
void restore(NamedTensors tensors, TrainingState& state, std::int64_t most_epochs) {
  auto epochs = from_table(take_doubles(tensors, epochs_name, 2));
  if (std::ssize(epochs) > most_epochs)
    throw FormatError(
        fmt::format("holds {} epochs, and --epochs asks for {} in all; ask for more", epochs.size(), most_epochs));
  const auto first_batches = take_doubles(tensors, first_batches_name, 1).to_vector();
  if (!epochs.empty()) epochs.front().first_batches = first_batches;

  const auto of_optimizer = part_of(tensors, optimizer_prefix);
  if (state.optimizer)
    std::erase_if(tensors, [](const auto& entry) { return entry.first.starts_with(optimizer_prefix); });
  const auto generator = Tensor<std::uint8_t>::allocate({Generator::state_size});
  NamedTensors into{{generator_name, generator}};
  for (const auto& [name, parameter] : state.parameters) into.emplace_back(name, empty_like(parameter.detach()));
  copy_state("--load", tensors, into);
  auto next = default_generator();
  next.set_state(generator.to_vector());
  if (state.optimizer) state.optimizer->load_state_dict(of_optimizer);

  for (std::size_t i = 0; i < state.parameters.size(); ++i)
    state.parameters[i].second.detach().copy_(std::get<Tensor<>>(into[i + 1].second));
  default_generator() = next;
  state.epochs = std::move(epochs);
}

}  // namespace

Checkpoint::Checkpoint(const program::Arguments& args)
    : load_(args.load), save_(args.save), options_(program::options_of(args)), most_epochs_(args.epochs) {
  if (load_) given_ = load_safetensors(*load_);
}

void Checkpoint::load(TrainingState& state, const std::string& prefix) const {
  const auto part = part_of(given_, prefix);
  if (!load_ || part.empty()) return;
  reading(*load_, "go on with the file and the options that --save had", [&] {
    try {
      restore(part, state, most_epochs_);
    } catch (const ValueError& error) {
      throw FormatError(error.what());
    }
  });
}

void Checkpoint::save(const TrainingState& state, const std::string& prefix) {
  if (!save_) return;
  if (saved_.empty() || saved_.back().first != prefix) saved_.emplace_back(prefix, NamedTensors());
  saved_.back().second = to_tensors(state);
  NamedTensors all;
  for (const auto& [its_prefix, part] : saved_) append(all, part, its_prefix);
  // What a file knows of trainings that have not begun yet must not be lost, should this run end before they do.
  for (const auto& [name, x] : given_)
    if (std::ranges::none_of(saved_, [&](const auto& part) { return name.starts_with(part.first); }))
      all.emplace_back(name, x);
  save_safetensors(*save_, all, options_);
}

}  // namespace d2l

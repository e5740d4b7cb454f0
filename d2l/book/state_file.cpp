#include "d2l/book/state_file.hpp"

#include <iterator>

#include "d2l/core/error.hpp"
#include "d2l/io/state.hpp"
#include "d2l/ops/creation.hpp"
#include "d2l/ops/ops.hpp"

namespace d2l {

NamedTensors part_of(const NamedTensors& all, std::string_view prefix) {
  NamedTensors part;
  for (const auto& [name, x] : all)
    if (name.starts_with(prefix)) part.emplace_back(name.substr(prefix.size()), x);
  return part;
}

void append(NamedTensors& all, const NamedTensors& part, std::string_view prefix) {
  for (const auto& [name, x] : part) all.emplace_back(std::string(prefix) + name, x);
}

Tensor<std::uint8_t> generator_state() {
  const auto state = default_generator().state();
  return tensor<std::uint8_t>(state, {std::ssize(state)});
}

StartingPoint::StartingPoint(const std::string& who, const NamedTensors& from, const NamedParameters& parameters)
    : parameters_(parameters), generator_(default_generator()) {
  const auto state = Tensor<std::uint8_t>::allocate({Generator::state_size});
  NamedTensors into{{generator_name, state}};
  for (const auto& [name, parameter] : parameters)
    into.emplace_back(name, values_.emplace_back(empty_like(parameter.detach())));
  try {
    copy_state(who, from, into);
    generator_.set_state(state.to_vector());
  } catch (const ValueError& error) {
    throw FormatError(error.what());
  }
}

void StartingPoint::take() const {
  for (std::size_t i = 0; i < values_.size(); ++i) parameters_[i].second.detach().copy_(values_[i]);
  default_generator().set_state(generator_.state());
}

}  // namespace d2l

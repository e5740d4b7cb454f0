#include "d2l/book/state_file.hpp"

#include <iterator>
#include <utility>
#include <variant>

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

NamedTensors values_of(const NamedParameters& parameters) {
  NamedTensors values;
  for (const auto& [name, parameter] : parameters) values.emplace_back(name, parameter.detach());
  return values;
}

Tensor<std::uint8_t> generator_state() {
  const auto state = default_generator().state();
  return tensor<std::uint8_t>(state, {std::ssize(state)});
}

StartingPoint::StartingPoint(const std::string& who, const NamedTensors& from, NamedTensors into)
    : into_(std::move(into)), generator_(default_generator()) {
  for (const auto& [name, x] : into_)
    values_.emplace_back(name, std::visit([](const auto& tensor) -> AnyTensor { return empty_like(tensor); }, x));
  const auto state = Tensor<std::uint8_t>::allocate({Generator::state_size});
  NamedTensors all{{generator_name, state}};
  append(all, values_, "");
  try {
    copy_state(who, from, all);
    generator_.set_state(state.to_vector());
  } catch (const ValueError& error) {
    throw FormatError(error.what());
  }
}

void StartingPoint::take() const {
  for (std::size_t i = 0; i < values_.size(); ++i)
    std::visit([&]<class T>(const Tensor<T>& x) { x.copy_(std::get<Tensor<T>>(values_[i].second)); }, into_[i].second);
  default_generator().set_state(generator_.state());
}

}  // namespace d2l

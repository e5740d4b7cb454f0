#include "d2l/io/state.hpp"

#include <algorithm>
#include <vector>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "d2l/autograd/grad_mode.hpp"
#include "d2l/core/tensor.hpp"
#include "d2l/system/printable.hpp"

namespace d2l {
namespace {

using Entry = NamedTensors::value_type;

NamedTensors::const_iterator find(const NamedTensors& tensors, const std::string& name) {
  return std::ranges::find(tensors, name, &Entry::first);
}

std::string list(const char* what, const std::vector<std::string>& names) {
  return names.empty() ? "" : fmt::format("; {}: {}", what, fmt::join(names, ", "));
}

// All that keeps `from` from being copied into `into`; empty where nothing does.
std::string differences(const NamedTensors& from, const NamedTensors& into) {
  std::vector<std::string> missing, unexpected, other_shapes, other_types;
  for (const auto& [name, tensor] : into) {
    const auto found = find(from, name);
    if (found == from.end() && from.unreadable.contains(name))
      other_types.push_back(fmt::format("{} {}", name, from.unreadable.at(name)));
    else if (found == from.end())
      missing.push_back(name);
    else if (found->second.index() != tensor.index())
      other_types.push_back(name);
    else if (shape_of(found->second) != shape_of(tensor))
      other_shapes.push_back(
          fmt::format("{} has {}, not {}", name, to_string(shape_of(found->second)), to_string(shape_of(tensor))));
  }
  for (const auto& [name, tensor] : from)
    if (find(into, name) == into.end()) unexpected.push_back(name);
  for (const auto& [name, why] : from.unreadable)
    if (find(into, name) == into.end()) unexpected.push_back(name);
  return list("missing", missing) + list("unexpected", unexpected) + list("of another shape", other_shapes) +
         list("of another element type", other_types);
}

}  // namespace

void copy_state(const std::string& who, const NamedTensors& from, const NamedTensors& into) {
  if (const auto wrong = differences(from, into); !wrong.empty())
    throw ValueError(who + ": this is the state of another model" + printable(wrong));
  const NoGrad no_grad;
  for (const auto& [name, tensor] : into) {
    const auto& source = find(from, name)->second;
    std::visit([&]<class T>(const Tensor<T>& x) { x.copy_(std::get<Tensor<T>>(source)); }, tensor);
  }
}

}  // namespace d2l

#include "align.hpp"

#include <d2l/d2l.hpp>
#include <d2l/io/sealed.hpp>

namespace d2l::compare {
namespace {

// The values of a scratch version's parameter as its counterpart in the concise version has them: a Linear's weight is
// the transpose of the W in X W + b, square or not.
AnyTensor counterpart(const std::string& name, const AnyTensor& scratch, const AnyTensor& concise) {
  const auto shape = std::visit([](const auto& x) { return x.shape(); }, concise);
  return std::visit(
      [&](const auto& x) -> AnyTensor {
        auto values = name.ends_with("weight") ? x.t() : x;
        if (values.shape() == shape) return values;
        throw FormatError("the initial '" + name + "' of shape " + to_string(shape) +
                          " has no counterpart in the scratch version, which has " + to_string(x.shape()) +
                          "; do both have the same layers?");
      },
      scratch);
}

}  // namespace

void align(const std::filesystem::path& scratch, const std::filesystem::path& concise,
           const std::filesystem::path& aligned) {
  const auto from = load_sealed(scratch).tensors;
  auto to = load_sealed(concise).tensors;
  if (from.size() != to.size()) throw FormatError("the two versions have different numbers of parameters");
  for (std::size_t i = 0; i < to.size(); ++i) {
    auto& [name, values] = to[i];
    values = counterpart(name, from[i].second, values);
  }
  save_sealed(aligned, to);
}

}  // namespace d2l::compare

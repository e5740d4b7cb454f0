#include "align.hpp"

#include <d2l/d2l.hpp>
#include <d2l/io/sealed.hpp>

namespace d2l::compare {
namespace {

// The values of a scratch version's parameter as its counterpart in the concise version has them. One of the same name
// belongs to a layer that both have. Otherwise, a Linear's weight is the transpose of the W in X W + b, square or not,
// and what goes with channels, (1, c, 1, 1) beside images, is (c).
AnyTensor counterpart(const std::string& name, const AnyTensor& concise, const std::string& scratch_name,
                      const AnyTensor& scratch) {
  const auto shape = std::visit([](const auto& x) { return x.shape(); }, concise);
  return std::visit(
      [&](const auto& x) -> AnyTensor {
        const bool is_transposed = name != scratch_name && name.ends_with("weight") && shape.size() == 2;
        auto values = is_transposed ? x.t() : shape.size() == 1 ? x.flatten() : x;
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
    values = counterpart(name, values, from[i].first, from[i].second);
  }
  save_sealed(aligned, to);
}

}  // namespace d2l::compare

#include "align.hpp"

#include <d2l/d2l.hpp>
#include <d2l/io/safetensors.hpp>

namespace d2l::compare {
namespace {

// `values` in the shape of `pattern`.
AnyTensor fit(const std::string& name, const AnyTensor& values, const AnyTensor& pattern) {
  return std::visit(
      [&](const auto& x) -> AnyTensor {
        const auto shape = std::visit([](const auto& p) { return p.shape(); }, pattern);
        if (x.shape() == shape) return x;
        if (x.dim() == 2 && x.t().shape() == shape) return x.t();
        throw FormatError("the initial '" + name + "' of shape " + to_string(shape) +
                          " has no counterpart in the scratch version, which has " + to_string(x.shape()) +
                          "; do both have the same layers?");
      },
      values);
}

}  // namespace

void align(const std::filesystem::path& scratch, const std::filesystem::path& concise,
           const std::filesystem::path& aligned) {
  const auto from = load_safetensors(scratch);
  auto to = load_safetensors(concise);
  if (from.size() != to.size()) throw FormatError("the two versions have different numbers of parameters");
  for (std::size_t i = 0; i < to.size(); ++i) {
    auto& [name, values] = to[i];
    values = fit(name, from[i].second, values);
  }
  save_safetensors(aligned, to);
}

}  // namespace d2l::compare

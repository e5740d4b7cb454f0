#pragma once

#include <filesystem>

namespace d2l::compare {

/// Writes an --init file for the concise version with the initial values of the scratch version: the parameters by
/// their order, transposed where they are a Linear's weights (X W here, X Wᵀ there), unchanged where both versions have
/// the layer under the same name, and the state of the random stream. `scratch` and `concise` are what each version
/// wrote by --save-init. Throws FormatError where they don't match.
void align(const std::filesystem::path& scratch, const std::filesystem::path& concise,
           const std::filesystem::path& aligned);

}  // namespace d2l::compare

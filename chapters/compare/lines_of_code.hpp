#pragma once

#include <filesystem>
#include <optional>
#include <string>

namespace d2l::compare {

/// How many lines of a source file hold code: neither blank nor only a // comment. None where the file is not there.
std::optional<int> lines_of_code(const std::filesystem::path& source);

/// The source of a model in one style, `chapters/*/<model>/<style>.cpp`, in the tree that this build was made from;
/// an empty path where it is not there any more.
std::filesystem::path find_source(const std::string& model, const std::string& style);

}  // namespace d2l::compare

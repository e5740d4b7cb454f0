#pragma once

#include <filesystem>
#include <string>

namespace d2l {

/// Throws FileError, with what there is instead and this advice, unless a regular file has the name, or a link to one
/// has it: "x: is a folder; …".
void expect_regular_file(const std::filesystem::path& path, const std::string& advice);

}  // namespace d2l

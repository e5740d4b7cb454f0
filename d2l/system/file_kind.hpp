#pragma once

#include <filesystem>
#include <string>

namespace d2l {

/// Throws FileError, with what there is instead and this advice, unless the name is that of a regular file or of a link
/// to one: "x: is a folder; …".
void expect_regular_file(const std::filesystem::path& path, const std::string& advice);

}  // namespace d2l

#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "d2l/data/manifest.hpp"

namespace d2l {

/// The file `name` or `name.gz` in a folder; an empty path where there is neither.
std::filesystem::path find_file(const std::filesystem::path& folder, const std::string& name);

/// The files of the dataset that are not in a folder, neither packed nor unpacked.
std::vector<DataFile> missing_files(const Manifest& manifest, const std::filesystem::path& folder);

}  // namespace d2l

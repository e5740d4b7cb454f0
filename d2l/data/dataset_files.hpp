#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <span>
#include <string>
#include <vector>

#include "d2l/data/manifest.hpp"

namespace d2l {

/// The file `name` or `name.gz` in a folder; an empty path where there is neither.
std::filesystem::path find_file(const std::filesystem::path& folder, const std::string& name);

/// The files of the dataset that a folder has neither packed nor unpacked.
std::vector<DataFile> missing_files(const Manifest& manifest, const std::filesystem::path& folder);

/// The size of the largest form of a file, unpacked.
std::int64_t largest_size(const DataFile& file);

/// Whether bytes are the contents of a dataset's file in one of its forms, packed in whatever way or not at all, by
/// size and SHA-256.
bool is_file(std::span<const std::byte> bytes, const DataFile& file);

/// The files in a folder that are not what the manifest says. Throws FileError where one cannot be read.
std::vector<DataFile> damaged_files(const Manifest& manifest, const std::filesystem::path& folder);

}  // namespace d2l

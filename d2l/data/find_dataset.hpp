#pragma once

#include <filesystem>
#include <optional>
#include <vector>

#include "d2l/data/manifest.hpp"

namespace d2l {

/// The folders that are looked through for datasets, in order: `data_dir`, $D2L_DATA_DIR, the cache
/// (${XDG_CACHE_HOME:-~/.cache}/d2l), /usr/share/datasets.
std::vector<std::filesystem::path> dataset_places(const std::optional<std::filesystem::path>& data_dir);

/// The first folder `place/name` that holds all files of the dataset. If it is nowhere, it is downloaded into the
/// cache: from $D2L_MIRROR/name, and then from the manifest's mirrors; not with D2L_NO_DOWNLOAD=1. Throws
/// FileError where `data_dir` is no folder, and where the dataset cannot be had: it names the places, what was wrong
/// with each mirror, and the package, if there is one.
std::filesystem::path find_dataset(const Manifest& manifest, const std::optional<std::filesystem::path>& data_dir);

}  // namespace d2l

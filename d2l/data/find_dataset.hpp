#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace d2l {

/// What a dataset is made of and where it comes from: datasets/NAME/manifest.json, built into the library.
struct Manifest {
  std::string name;                ///< also the name of its folder
  std::vector<std::string> files;  ///< without `.gz`; a file may be packed or not
  std::string debian_package;
  std::vector<std::string> mirrors;  ///< URLs of folders that hold the files
};

/// The folders that are looked through for datasets, in order: `data_dir`, $D2L_DATA_DIR, the cache
/// (${XDG_CACHE_HOME:-~/.cache}/d2l), /usr/share/datasets.
std::vector<std::filesystem::path> dataset_places(const std::optional<std::filesystem::path>& data_dir);

/// The first folder `place/name` that holds all files of the dataset. Throws FileError where `data_dir` is no folder,
/// and where the dataset is nowhere: it names the places, the package and the mirrors.
std::filesystem::path find_dataset(const Manifest& manifest, const std::optional<std::filesystem::path>& data_dir);

/// The file `name` or `name.gz` in a folder; an empty path where there is neither.
std::filesystem::path find_file(const std::filesystem::path& folder, const std::string& name);

}  // namespace d2l

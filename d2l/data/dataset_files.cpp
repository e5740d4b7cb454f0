#include "d2l/data/dataset_files.hpp"

#include <algorithm>
#include <iterator>

namespace d2l {

namespace fs = std::filesystem;

fs::path find_file(const fs::path& folder, const std::string& name) {
  for (const auto& path : {folder / (name + ".gz"), folder / name})
    if (std::error_code ignored; fs::exists(path, ignored) && !fs::is_directory(path, ignored)) return path;
  return {};
}

std::vector<DataFile> missing_files(const Manifest& manifest, const fs::path& folder) {
  std::vector<DataFile> missing;
  std::ranges::copy_if(manifest.files, std::back_inserter(missing),
                       [&](const auto& file) { return find_file(folder, file.name).empty(); });
  return missing;
}

}  // namespace d2l

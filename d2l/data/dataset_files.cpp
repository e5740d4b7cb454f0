#include "d2l/data/dataset_files.hpp"

#include <algorithm>
#include <iterator>
#include <limits>

#include "d2l/io/gzip.hpp"
#include "d2l/io/sha256.hpp"
#include "d2l/io/validate.hpp"
#include "d2l/system/file.hpp"

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

bool is_file(std::span<const std::byte> bytes, const DataFile& file) {
  if (!is_gzip(bytes)) return std::ssize(bytes) == file.size && sha256(bytes) == file.sha256;
  try {
    const auto contents = unpack_gzip(bytes, static_cast<std::uint64_t>(file.size));
    return sha256(std::as_bytes(std::span(contents.data_ptr(), static_cast<std::size_t>(contents.numel())))) ==
           file.sha256;
  } catch (const FormatError&) {
    return false;
  }
}

std::vector<DataFile> damaged_files(const Manifest& manifest, const fs::path& folder) {
  std::vector<DataFile> damaged;
  std::ranges::copy_if(manifest.files, std::back_inserter(damaged), [&](const auto& file) {
    const auto path = find_file(folder, file.name);
    return !path.empty() && !is_file(read_file(path, std::numeric_limits<std::size_t>::max() / 2), file);
  });
  return damaged;
}

}  // namespace d2l

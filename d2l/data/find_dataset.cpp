#include "d2l/data/find_dataset.hpp"

#include <algorithm>
#include <cstdlib>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "d2l/core/error.hpp"

namespace d2l {
namespace {

namespace fs = std::filesystem;

// The value of an environment variable; none for one that is empty, as the XDG rules want it.
std::optional<fs::path> variable(const char* name) {
  const char* const value = std::getenv(name);
  if (value == nullptr || *value == '\0') return std::nullopt;
  return value;
}

}  // namespace

std::vector<fs::path> dataset_places(const std::optional<fs::path>& data_dir) {
  std::vector<fs::path> places;
  if (data_dir) places.push_back(*data_dir);
  if (const auto folder = variable("D2L_DATA_DIR")) places.push_back(*folder);
  if (const auto cache = variable("XDG_CACHE_HOME"))
    places.push_back(*cache / "d2l");
  else if (const auto home = variable("HOME"))
    places.push_back(*home / ".cache/d2l");
  places.emplace_back("/usr/share/datasets");
  return places;
}

fs::path find_file(const fs::path& folder, const std::string& name) {
  for (const auto& path : {folder / (name + ".gz"), folder / name})
    if (std::error_code ignored; fs::exists(path, ignored)) return path;
  return {};
}

fs::path find_dataset(const Manifest& manifest, const std::optional<fs::path>& data_dir) {
  std::error_code ignored;
  if (data_dir && !fs::is_directory(*data_dir, ignored))
    throw FileError(fmt::format("{}: there is no such folder; --data-dir takes one that holds {}/", data_dir->string(),
                                manifest.name));
  std::vector<std::string> looked_at;
  for (const auto& place : dataset_places(data_dir)) {
    const auto folder = place / manifest.name;
    if (std::ranges::none_of(manifest.files, [&](const auto& file) { return find_file(folder, file).empty(); }))
      return folder;
    looked_at.push_back(folder.string());
  }
  throw FileError(
      fmt::format("{} is in none of {}; install Debian's package {} (apt-get install {}), or put its files into one of "
                  "these folders "
                  "from {}",
                  manifest.name, fmt::join(looked_at, ", "), manifest.debian_package, manifest.debian_package,
                  fmt::join(manifest.mirrors, " or ")));
}

}  // namespace d2l

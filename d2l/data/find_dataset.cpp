#include "d2l/data/find_dataset.hpp"

#include <cstdlib>
#include <iostream>
#include <string>
#include <system_error>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "d2l/core/error.hpp"
#include "d2l/core/setting.hpp"
#include "d2l/data/dataset_files.hpp"
#include "d2l/data/download.hpp"
#include "d2l/system/printable.hpp"

namespace d2l {
namespace {

namespace fs = std::filesystem;

// The value of an environment variable; none for one that is empty, as the XDG rules want it.
std::optional<fs::path> variable(const char* name) {
  const char* const value = std::getenv(name);
  if (value == nullptr || *value == '\0') return std::nullopt;
  return value;
}

std::optional<fs::path> cache() {
  if (const auto folder = variable("XDG_CACHE_HOME")) return *folder / "d2l";
  if (const auto home = variable("HOME")) return *home / ".cache/d2l";
  return std::nullopt;
}

// The reader's own mirror may do without HTTPS: what comes from it is checked all the same.
std::vector<Mirror> mirrors(const Manifest& manifest) {
  std::vector<Mirror> result;
  if (const auto own = variable("D2L_MIRROR")) result.push_back({(*own / manifest.name / "").string(), false});
  for (const auto& url : manifest.mirrors) result.push_back({url});
  return result;
}

fs::path download_into_cache(const Manifest& manifest) {
  if (is_on("D2L_NO_DOWNLOAD", false)) throw FileError("D2L_NO_DOWNLOAD=1 is set");
  const auto folder = cache();
  if (!folder) throw FileError("neither XDG_CACHE_HOME nor HOME is set");
  download_dataset(manifest, mirrors(manifest), *folder / manifest.name);
  return *folder / manifest.name;
}

}  // namespace

std::vector<fs::path> dataset_places(const std::optional<fs::path>& data_dir) {
  std::vector<fs::path> places;
  if (data_dir) places.push_back(*data_dir);
  if (const auto folder = variable("D2L_DATA_DIR")) places.push_back(*folder);
  if (const auto folder = cache()) places.push_back(*folder);
  places.emplace_back("/usr/share/datasets");
  return places;
}

fs::path find_dataset(const Manifest& manifest, const std::optional<fs::path>& data_dir) {
  if (std::error_code error; data_dir && !fs::is_directory(*data_dir, error)) {
    const bool is_there = error && error != std::errc::no_such_file_or_directory;
    throw FileError(fmt::format("{}: {}; --data-dir takes one that holds {}/", data_dir->string(),
                                is_there ? error.message() : "there is no such folder", manifest.name));
  }
  std::vector<std::string> looked_at;
  for (const auto& place : dataset_places(data_dir)) {
    const auto folder = place / manifest.name;
    if (missing_files(manifest, folder).empty()) {
      if (data_dir && place != *data_dir)
        print_line(std::cerr, fmt::format("warning: {} does not hold all of {}/; it is taken from {}",
                                          data_dir->string(), manifest.name, place.string()));
      return folder;
    }
    looked_at.push_back(folder.string());
  }
  try {
    return download_into_cache(manifest);
  } catch (const Error& error) {
    const auto& package = manifest.debian_package;
    throw FileError(fmt::format(
        "{} is in none of {}, and cannot be downloaded ({}); {}put its files into one of these folders from {}",
        manifest.name, fmt::join(looked_at, ", "), error.what(),
        package.empty() ? "" : fmt::format("install Debian's package {} (apt-get install {}), or ", package, package),
        fmt::join(manifest.mirrors, " or ")));
  }
}

}  // namespace d2l

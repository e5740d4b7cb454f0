#include "d2l/data/download.hpp"

#include <cstddef>
#include <cstdint>
#include <iostream>
#include <utility>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "d2l/data/dataset_files.hpp"
#include "d2l/data/part_file.hpp"
#include "d2l/system/file.hpp"
#include "d2l/system/lock_file.hpp"
#include "d2l/system/printable.hpp"

namespace d2l {
namespace {

namespace fs = std::filesystem;

// What cannot be packed is a little larger than it was: by five bytes in several thousand, and a header with a name.
std::int64_t most_packed(const DataFile& file) {
  const auto size = largest_size(file);
  return size + size / 1000 + 1000;
}

bool is_whole(const PartFile& part, const DataFile& file) {
  const auto most = most_packed(file);
  return part.size() > 0 && part.size() <= most &&
         is_file(read_file(part.path(), static_cast<std::size_t>(most)), file);
}

// A part may be longer than the whole, or of another packing than this mirror's: then it all begins anew.
void download(const Mirror& mirror, const DataFile& file, const std::string& name, const fs::path& folder) {
  const auto watch = watch_download(name);
  PartFile part(folder / name);
  for (bool resumed = part.size() > 0;; resumed = false) {
    http_get({mirror.url + name, mirror.https_only, most_packed(file)}, part, watch);
    if (is_whole(part, file)) return part.finish();
    part.discard();
    if (!resumed) throw HttpError("sends something else: its SHA-256 is not the file's");
  }
}

// The address without the name and password that may stand in it.
std::string shown(const std::string& url) {
  const auto begin = url.find("://");
  const auto host = begin == std::string::npos ? 0 : begin + 3;
  const auto at = url.rfind('@', url.find_first_of("/?#", host));
  return at == std::string::npos || at < host ? url : url.substr(0, host) + url.substr(at + 1);
}

// The folder with those above it.
void make_folders(const fs::path& folder) {
  std::error_code error;
  fs::create_directories(folder, error);
  if (error) throw FileError(fmt::format("{}: the folder cannot be made: {}", folder.string(), error.message()));
}

void wait_for(const LockFile& lock, const std::string& name) {
  const auto watch = watch_download(name);
  bool told = false;
  lock.lock([&] {
    if (!std::exchange(told, true)) print_line(std::cerr, "waiting for another program that downloads " + name);
    watch(0, 0);
  });
}

}  // namespace

void download_dataset(const Manifest& manifest, const std::vector<Mirror>& mirrors, const fs::path& folder) {
  make_folders(folder);
  const LockFile lock(folder / ".lock");
  wait_for(lock, manifest.name);
  std::vector<std::string> failures;
  for (const auto& mirror : mirrors) {
    const auto missing = missing_files(manifest, folder);
    if (missing.empty()) return;
    print_line(std::cerr,
               fmt::format("downloading {} from {} into {}", manifest.name, shown(mirror.url), folder.string()));
    try {
      for (const auto& file : missing) download(mirror, file, file.name + (manifest.packed ? ".gz" : ""), folder);
      return;
    } catch (const HttpError& error) {
      failures.push_back(fmt::format("{}: {}", shown(mirror.url), error.what()));
    }
  }
  throw FileError(fmt::format("{}", fmt::join(failures, "; ")));
}

}  // namespace d2l

#pragma once

#include <filesystem>
#include <functional>
#include <string>
#include <vector>

#include "d2l/data/http.hpp"
#include "d2l/data/manifest.hpp"

namespace d2l {

/// Makes the watcher of a file's download. With it, programs show a bar and heed Ctrl-C; the library alone does
/// neither.
inline std::function<HttpWatcher(const std::string& file)> watch_download = [](const auto& /*file*/) {
  return [](auto /*done*/, auto /*total*/) {};
};

/// A folder on the net that holds the files of a dataset, packed by gzip or not, as the manifest says.
struct Mirror {
  std::string url;         ///< ends in a slash
  bool https_only = true;  ///< redirects, too
};

/// Downloads the files of a dataset that are not in `folder`, from the first mirror that has them, and says so on
/// standard error. A file gets its name only when the SHA-256 of its contents is the one in the manifest; a transfer
/// that broke off is continued, by the next mirror or the next program. Of several programs one downloads, and the
/// others wait for it. Throws FileError, with what was wrong with each mirror.
void download_dataset(const Manifest& manifest, const std::vector<Mirror>& mirrors,
                      const std::filesystem::path& folder);

}  // namespace d2l

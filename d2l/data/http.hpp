#pragma once

#include <cstdint>
#include <functional>
#include <string>

#include "d2l/core/error.hpp"
#include "d2l/data/part_file.hpp"

namespace d2l {

/// What went wrong between us and a server, in a few words.
class HttpError : public Error {
 public:
  using Error::Error;
};

/// What a server is asked for.
struct HttpSource {
  std::string url;
  bool https_only = true;       ///< redirects, too
  std::int64_t most_bytes = 0;  ///< what has more is not what was asked for
};

/// Told how many bytes of how many have come (0: nobody knows), once a second or more often. What it throws ends the
/// transfer.
using HttpWatcher = std::function<void(std::int64_t done, std::int64_t total)>;

/// How long a server may do nothing, in seconds. Tests make it short.
struct HttpPatience {
  long connecting = 30;
  long stalling = 30;  ///< with less than 100 bytes a second
};
inline HttpPatience http_patience;

/// Gets a file by GET, or what is missing of it where a part is here already: a server may also send all of it again,
/// or have nothing more to send. Proxies are those of the environment (http_proxy, https_proxy, all_proxy, no_proxy).
/// Throws HttpError, and what the file and the watcher throw; what has come stays in `part`.
void http_get(const HttpSource& source, PartFile& part, const HttpWatcher& watch);

}  // namespace d2l

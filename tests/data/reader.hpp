#pragma once

#include <filesystem>
#include <iostream>
#include <string>
#include <utility>
#include <vector>

#include <boost/test/unit_test.hpp>

#include <d2l/core/error.hpp>
#include <d2l/data/download.hpp>
#include <d2l/data/http.hpp>

#include "made_up.hpp"
#include "support/contains.hpp"
#include "support/http_server.hpp"
#include "support/idx_files.hpp"
#include "support/message_of.hpp"
#include "support/scratch_folder.hpp"

/// A server whose a.gz is answered so, and whose b.gz is all right.
inline HttpServer::Answer with_a(const HttpServer::Answer& answer) {
  return [answer](const HttpRequest& request, HttpServer::Connection& out) {
    request.target.ends_with("a.gz") ? answer(request, out) : answers::whole(out, made_up().b);
  };
}

inline HttpServer::Answer good() {
  return with_a([](const auto& request, auto& out) { answers::ranged(request, out, made_up().a); });
}

/// Somebody with an empty cache and no proxy, who waits no longer than a second.
struct Reader {
  ScratchFolder scratch;
  std::filesystem::path folder = scratch.path() / "cache/d2l/made-up";
  std::filesystem::path a = folder / "a.gz", b = folder / "b.gz", part = folder / "a.gz.part";
  Environment cache{"XDG_CACHE_HOME", scratch.file("cache")}, data{"D2L_DATA_DIR", ""}, allowed{"D2L_NO_DOWNLOAD", ""},
      mirror{"D2L_MIRROR", ""}, no_proxy{"no_proxy", "127.0.0.1"};
  d2l::HttpPatience patience = std::exchange(d2l::http_patience, {.connecting = 1, .stalling = 1});
  Captured said{std::cerr};

  Reader() = default;
  ~Reader() { d2l::http_patience = patience; }
  Reader(const Reader&) = delete;
  Reader& operator=(const Reader&) = delete;

  void download(const std::vector<std::string>& urls) const {
    std::vector<d2l::Mirror> mirrors;
    for (const auto& url : urls) mirrors.push_back({url, false});
    d2l::download_dataset(made_up().manifest, mirrors, folder);
  }
  void has_part(const std::string& bytes) const {
    std::filesystem::create_directories(folder);
    write_bytes(part, bytes);
  }
  void expect_dataset() const {
    BOOST_TEST((bytes_of(a) == made_up().a));
    BOOST_TEST((bytes_of(b) == made_up().b));
    BOOST_TEST(std::distance(std::filesystem::directory_iterator(folder), {}) == 3, "more than a.gz, b.gz and .lock");
  }
};

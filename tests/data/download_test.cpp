#include <cerrno>
#include <filesystem>
#include <string>
#include <sys/stat.h>
#include <utility>

#include <boost/test/unit_test.hpp>

#include <d2l/core/error.hpp>
#include <d2l/data/dataset_files.hpp>
#include <d2l/data/download.hpp>
#include <d2l/data/find_dataset.hpp>
#include <d2l/system/system_calls.hpp>

#include "reader.hpp"

using namespace d2l;
namespace fs = std::filesystem;

BOOST_AUTO_TEST_SUITE(download)

BOOST_AUTO_TEST_CASE(a_dataset_that_is_nowhere_comes_into_the_cache_once) {
  const Reader reader;
  const HttpServer server(good());
  const Environment mirror("D2L_MIRROR", server.url());
  BOOST_TEST(find_dataset(made_up().manifest, {}) == reader.folder);
  reader.expect_dataset();
  BOOST_TEST(server.requests().at(0).target == "/made-up/a.gz");
  BOOST_TEST(reader.said.text() ==
             "downloading made-up from " + server.url() + "made-up/ into " + reader.folder.string() + "\n");
  find_dataset(made_up().manifest, {});
  BOOST_TEST(server.requests().size() == 2U);
}

// Of a text two forms are good, and one that broke off in one of them is not gone on with in the other.
BOOST_AUTO_TEST_CASE(files_that_mirrors_do_not_pack_come_as_they_are) {
  const std::string cr_lf = "1.5\t2\r\n3\t4\r\n", lf = "1.5\t2\n3\t4\n";
  Manifest manifest{"made-up", {MadeUp::file("a", cr_lf)}, "", {}};
  const auto other = MadeUp::file("a", lf);
  manifest.files[0].also = {{other.size, other.sha256}};
  manifest.packed = false;
  for (const auto& sent : {cr_lf, lf}) {
    for (const auto& begun : {std::string(), cr_lf.substr(0, 8)}) {
      const Reader reader;
      const HttpServer server([&](const auto& request, auto& out) { answers::ranged(request, out, sent); });
      const auto a = reader.folder / "a";
      fs::create_directories(reader.folder);
      if (!begun.empty()) write_bytes(a.string() + ".part", begun);
      download_dataset(manifest, {{server.url(), false}}, reader.folder);
      BOOST_TEST(bytes_of(a) == sent);
      BOOST_TEST(server.requests().at(0).target == "/a");
      BOOST_TEST(damaged_files(manifest, reader.folder).empty());
    }
  }
}

BOOST_AUTO_TEST_CASE(only_the_files_that_are_missing_are_asked_for) {
  const Reader reader;
  const HttpServer server(good());
  fs::create_directories(reader.folder);
  write_bytes(reader.folder / "a", "unpacked, and somebody's own");
  reader.download({server.url()});
  BOOST_REQUIRE_EQUAL(server.requests().size(), 1U);
  BOOST_TEST(server.requests()[0].target == "/b.gz");
}

BOOST_AUTO_TEST_CASE(a_server_may_redirect_and_need_not_tell_the_length) {
  const Reader reader;
  const HttpServer server(with_a([](const auto& request, auto& out) {
    if (request.target.starts_with("/elsewhere"))
      answers::chunked(out, made_up().a);
    else
      answers::redirect(out, "/elsewhere" + request.target);
  }));
  reader.download({server.url()});
  reader.expect_dataset();
}

BOOST_AUTO_TEST_CASE(the_proxy_of_the_environment_is_asked) {
  const Reader reader;
  const HttpServer proxy(good());
  const Environment variable("http_proxy", proxy.url());
  reader.download({"http://mirror.example/"});
  reader.expect_dataset();
  BOOST_TEST(proxy.requests().at(0).target == "http://mirror.example/a.gz");
}

BOOST_AUTO_TEST_CASE(a_watcher_is_told_how_far_it_is_and_may_end_it) {
  const Reader reader;
  const HttpServer server(good());
  std::int64_t most = 0, total = 0;
  const auto quiet = std::exchange(watch_download, [&](const auto& file) -> HttpWatcher {
    if (file != "a.gz") return [](auto, auto) {};
    return [&](auto done, auto of) {
      if (of == 0) return;
      most = std::max(most, done);
      total = of;
      if (done > 0) throw IndexError("enough");
    };
  });
  const auto size = std::ssize(made_up().a);
  BOOST_CHECK_THROW(reader.download({server.url()}), IndexError);
  BOOST_TEST(most > 0);
  BOOST_TEST(total == size);
  BOOST_TEST(static_cast<std::int64_t>(fs::file_size(reader.part)) >= most);
  watch_download = [&](const auto&) { return [&](auto, auto of) { total = std::max(total, of); }; };
  reader.has_part(made_up().a.substr(0, 1000));
  total = 0;
  reader.download({server.url()});
  watch_download = quiet;
  BOOST_TEST(total == size);  // with what was here before
}

BOOST_AUTO_TEST_CASE(a_full_disk_is_no_mirrors_fault) {
  const Reader reader;
  const HttpServer first(good()), second(good());
  const auto calls = system_calls;
  system_calls.write = [](int, const void*, std::size_t) -> ssize_t {
    errno = ENOSPC;
    return -1;
  };
  const auto error = message_of<FileError>([&] { reader.download({first.url(), second.url()}); });
  system_calls = calls;
  BOOST_TEST(error == reader.part.string() +
                          ": cannot be written: No space left on device; make room on that disk, or choose another");
  BOOST_TEST(second.requests().empty());
  reader.download({second.url()});
  reader.expect_dataset();
}

BOOST_AUTO_TEST_CASE(a_cache_that_cannot_be_written_is_told) {
  const Reader reader;
  const HttpServer server(good());
  const Environment mirror("D2L_MIRROR", server.url());
  write_bytes(reader.scratch.path() / "cache", "a file");
  const auto error = message_of<FileError>([&] { find_dataset(made_up().manifest, {}); });
  BOOST_TEST(contains(error, reader.folder.string() + ": the folder cannot be made: Not a directory"), error);
  BOOST_TEST(contains(error, "dataset-made-up"), error);
  const Environment no_cache("XDG_CACHE_HOME", ""), no_home("HOME", "");
  const auto other = message_of<FileError>([&] { find_dataset(made_up().manifest, {}); });
  BOOST_TEST(contains(other, "neither XDG_CACHE_HOME nor HOME is set"), other);
}

BOOST_AUTO_TEST_CASE(files_are_as_the_umask_wants_them) {
  const Reader reader;
  const HttpServer server(good());
  const auto mask = umask(0002);
  reader.download({server.url()});
  umask(mask);
  BOOST_TEST((fs::status(reader.a).permissions() == fs::perms{0664}));
  BOOST_TEST((fs::status(reader.folder).permissions() == fs::perms{0775}));
}

BOOST_AUTO_TEST_CASE(without_network_the_error_tells_everything) {
  const Reader reader;
  const auto nobody = HttpServer([](auto&, auto&) {}).url();  // nobody listens there any more
  const Environment mirror("D2L_MIRROR", nobody);
  const auto error = message_of<FileError>([&] { find_dataset(made_up().manifest, {}); });
  for (const std::string& part :
       {reader.folder.string(), std::string("/usr/share/datasets/made-up"),
        nobody + "made-up/: ", std::string("cannot be reached"), std::string("apt-get install dataset-made-up")})
    BOOST_TEST(contains(error, part), part << " in " << error);
  const Environment forbidden("D2L_NO_DOWNLOAD", "1");
  const auto other = message_of<FileError>([&] { find_dataset(made_up().manifest, {}); });
  BOOST_TEST(contains(other, "D2L_NO_DOWNLOAD=1 is set"), other);
  const Environment unclear("D2L_NO_DOWNLOAD", "true");
  const auto third = message_of<FileError>([&] { find_dataset(made_up().manifest, {}); });
  BOOST_TEST(contains(third, "D2L_NO_DOWNLOAD: 'true' is not 0 or 1"), third);
}

BOOST_AUTO_TEST_SUITE_END()

#include <atomic>
#include <chrono>
#include <csignal>
#include <cstring>
#include <random>
#include <sys/stat.h>
#include <sys/wait.h>

#include <boost/test/unit_test.hpp>

#include <d2l/core/error.hpp>
#include <d2l/data/download.hpp>
#include <d2l/data/find_dataset.hpp>
#include <d2l/io/sha256.hpp>
#include <d2l/io/system_calls.hpp>
#include <d2l/program/run.hpp>
#include <d2l/program/show_downloads.hpp>

#include "support/http_server.hpp"
#include "support/idx_files.hpp"
#include "support/scratch_folder.hpp"

using namespace d2l;
using namespace std::chrono_literals;
namespace fs = std::filesystem;
using Connection = HttpServer::Connection;
using Answer = HttpServer::Answer;

namespace {

std::string noise(std::size_t bytes, unsigned seed) {
  std::mt19937 random(seed);
  std::string result(bytes, '\0');
  for (auto& c : result) c = static_cast<char>(random());
  return result;
}

// A dataset of two files that no machine has.
struct MadeUp {
  std::string a = packed(noise(300'000, 1)), b = packed("labels");
  Manifest manifest{"made-up", {file("a", noise(300'000, 1)), file("b", "labels")}, "dataset-made-up", {}};

  static std::string packed(const std::string& contents) {
    const ScratchFolder scratch;
    write_gzip(scratch.path() / "packed", contents);
    return bytes_of(scratch.file("packed"));
  }
  static DataFile file(const std::string& name, const std::string& contents) {
    return {name, std::ssize(contents), sha256(std::as_bytes(std::span(contents)))};
  }
};

const MadeUp& made_up() {
  static const MadeUp result;
  return result;
}

// A server whose a.gz is answered so, and whose b.gz is all right.
Answer with_a(const Answer& answer) {
  return [answer](const HttpRequest& request, Connection& out) {
    request.target.ends_with("a.gz") ? answer(request, out) : answers::whole(out, made_up().b);
  };
}

Answer good() {
  return with_a([](const auto& request, auto& out) { answers::ranged(request, out, made_up().a); });
}

// Somebody with an empty cache and no proxy, who waits no longer than a second.
struct Reader {
  ScratchFolder scratch;
  fs::path folder = scratch.path() / "cache/d2l/made-up";
  fs::path a = folder / "a.gz", b = folder / "b.gz", part = folder / "a.gz.part";
  Environment cache{"XDG_CACHE_HOME", scratch.file("cache")}, data{"D2L_DATA_DIR", ""}, allowed{"D2L_NO_DOWNLOAD", ""},
      mirror{"D2L_MIRROR", ""}, no_proxy{"no_proxy", "127.0.0.1"};
  HttpPatience patience = std::exchange(http_patience, {.connecting = 1, .stalling = 1});
  Captured said{std::cerr};

  Reader() = default;
  ~Reader() { http_patience = patience; }
  Reader(const Reader&) = delete;
  Reader& operator=(const Reader&) = delete;

  void download(const std::vector<std::string>& urls) const {
    std::vector<Mirror> mirrors;
    for (const auto& url : urls) mirrors.push_back({url, false});
    download_dataset(made_up().manifest, mirrors, folder);
  }
  void has_part(const std::string& bytes) const {
    fs::create_directories(folder);
    write_bytes(part, bytes);
  }
  void expect_dataset() const {
    BOOST_TEST((bytes_of(a) == made_up().a));
    BOOST_TEST((bytes_of(b) == made_up().b));
    BOOST_TEST(std::distance(fs::directory_iterator(folder), {}) == 3, "more than a.gz, b.gz and .lock");
  }
};

// The error's words; empty where nothing was thrown.
template <class F>
std::string error_of(const F& work) {
  try {
    work();
  } catch (const FileError& error) {
    return error.what();
  }
  return "";
}

bool contains(const std::string& text, const std::string& part) { return text.find(part) != std::string::npos; }

// Runs it in a process of its own, which exits with what it returns.
template <class F>
pid_t in_process(const F& work) {
  const auto child = fork();
  if (child == 0) _exit(work());
  return child;
}

int status_of(pid_t child) {
  int status = 0;
  waitpid(child, &status, 0);
  return WIFSIGNALED(status) ? 128 + WTERMSIG(status) : WEXITSTATUS(status);
}

template <class F>
void wait_until(const F& condition) {
  const auto end = std::chrono::steady_clock::now() + 20s;
  while (!condition() && std::chrono::steady_clock::now() < end) std::this_thread::sleep_for(5ms);
  BOOST_REQUIRE(condition());
}

}  // namespace

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

// Each is told in the error when it is alone, gives way to the next mirror, and leaves no file under its name.
BOOST_AUTO_TEST_CASE(a_bad_mirror_is_told_and_the_next_one_tried) {
  const auto& a = made_up().a;
  const auto half = a.size() / 2;
  auto corrupt = a;
  corrupt[half] = static_cast<char>(corrupt[half] ^ 1);
  const std::string huge(a.size() + 10'000, 'x');
  struct Case {
    std::string name, words;
    Answer answer;
    bool keeps_part = false;
  };
  const std::vector<Case> cases{
      {"404", "answers 404", [](auto&, auto& out) { answers::status(out, "404 Not Found"); }},
      {"500", "answers 500", [](auto&, auto& out) { answers::status(out, "500 Internal Server Error"); }},
      {"nothing", "SHA-256", [](auto&, auto& out) { answers::whole(out, ""); }},
      {"corrupts", "SHA-256", [=](auto&, auto& out) { answers::whole(out, corrupt); }},
      {"another file", "SHA-256", [](auto&, auto& out) { answers::whole(out, MadeUp::packed(noise(300'000, 2))); }},
      {"another size", "SHA-256", [](auto&, auto& out) { answers::whole(out, MadeUp::packed("short")); }},
      {"gigantic", "sends more than", [=](auto&, auto& out) { answers::whole(out, huge); }},
      {"gigantic, without length", "sends more than", [=](auto&, auto& out) { answers::chunked(out, huge); }},
      {"redirects for ever", "redirects", [](auto&, auto& out) { answers::redirect(out, "/a.gz"); }},
      {"redirects to a file", "rotocol", [](auto&, auto& out) { answers::redirect(out, "file:///etc/passwd"); }},
      {"closes at once", "Empty reply", [](auto&, auto&) {}},
      {"no HTTP", "HTTP", [](auto&, auto& out) { out << "hello, here is no HTTP server\r\n\r\n"; }},
      {"truncates", "bytes remaining", [=](auto&, auto& out) { answers::truncated(out, a, half); }, true},
      {"resets", "", [=](auto&, auto& out) { answers::reset(out, a, half); }, true},
      {"stalls", "too slow", [=](auto&, auto& out) { answers::stalled(out, a, 10); }, true},
  };
  for (const auto& [name, words, answer, keeps_part] : cases) {
    BOOST_TEST_CONTEXT(name) {
      const Reader reader;
      const HttpServer bad(with_a(answer)), fine(good());
      const auto error = error_of([&] { reader.download({bad.url()}); });
      BOOST_TEST(error.starts_with(bad.url() + ": "), error);
      BOOST_TEST(contains(error, words), words << " in " << error);
      BOOST_TEST(!fs::exists(reader.a));
      if (!keeps_part) BOOST_TEST(!fs::exists(reader.part));
      reader.download({bad.url(), fine.url()});
      reader.expect_dataset();
    }
  }
}

BOOST_AUTO_TEST_CASE(a_part_is_gone_on_with) {
  const Reader reader;
  const auto half = made_up().a.size() / 2;
  const HttpServer bad(with_a([&](auto&, auto& out) { answers::truncated(out, made_up().a, half); }));
  const HttpServer fine(good());
  reader.download({bad.url(), fine.url()});
  reader.expect_dataset();
  BOOST_TEST(fine.requests().at(0).from == half);
  BOOST_TEST(fine.requests().size() == 2U);
}

BOOST_AUTO_TEST_CASE(a_server_may_send_all_again) {
  const Reader reader;
  const HttpServer server(with_a([](auto&, auto& out) { answers::whole(out, made_up().a); }));
  reader.has_part(made_up().a.substr(0, 1000));
  reader.download({server.url()});
  reader.expect_dataset();
  BOOST_TEST(server.requests().at(0).from == 1000U);
  BOOST_TEST(server.requests().size() == 2U);
}

BOOST_AUTO_TEST_CASE(a_part_that_is_whole_already_is_not_sent_again) {
  const Reader reader;
  const HttpServer server(good());
  reader.has_part(made_up().a);
  reader.download({server.url()});
  reader.expect_dataset();
  BOOST_TEST(server.requests().size() == 2U);
}

BOOST_AUTO_TEST_CASE(a_part_that_does_not_belong_to_the_file_is_begun_anew) {
  for (const auto& part : {noise(1000, 3), noise(made_up().a.size(), 3), made_up().a + "and more", noise(900'000, 3)}) {
    const Reader reader;
    const HttpServer server(good());
    reader.has_part(part);
    reader.download({server.url()});
    reader.expect_dataset();
    BOOST_TEST(server.requests().at(1).from == 0U);
  }
}

BOOST_AUTO_TEST_CASE(built_in_mirrors_are_asked_by_https_only) {
  const Reader reader;
  const HttpServer server(good());
  auto manifest = made_up().manifest;
  manifest.mirrors = {server.url()};
  const auto error = error_of([&] { find_dataset(manifest, {}); });
  BOOST_TEST(contains(error, "rotocol"), error);
  BOOST_TEST(server.requests().empty());
}

BOOST_AUTO_TEST_CASE(a_server_that_takes_the_connection_and_says_nothing_is_left) {
  const Reader reader;
  const HttpServer server([](auto&, auto&) {});  // waits for the end of a line, which no TLS client sends
  const auto error = error_of([&] { reader.download({server.url("https")}); });
  BOOST_TEST(contains(error, "time"), error);
}

BOOST_AUTO_TEST_CASE(the_proxy_of_the_environment_is_asked) {
  const Reader reader;
  const HttpServer proxy(good());
  const Environment variable("http_proxy", proxy.url());
  reader.download({"http://mirror.example/"});
  reader.expect_dataset();
  BOOST_TEST(proxy.requests().at(0).target == "http://mirror.example/a.gz");
}

BOOST_AUTO_TEST_CASE(two_programs_at_once_download_once) {
  const Reader reader;
  const HttpServer server(with_a([](auto& request, auto& out) {
    std::this_thread::sleep_for(300ms);  // the other comes meanwhile
    answers::ranged(request, out, made_up().a);
  }));
  const auto program = [&] {
    reader.download({server.url()});
    return 0;
  };
  const auto first = in_process(program), second = in_process(program);
  BOOST_TEST(status_of(first) == 0);
  BOOST_TEST(status_of(second) == 0);
  reader.expect_dataset();
  BOOST_TEST(server.requests().size() == 2U);
}

// SIGKILL as in a crash, and Ctrl-C in a program of the book.
BOOST_AUTO_TEST_CASE(a_program_that_ends_in_the_middle_leaves_a_part_and_no_lock) {
  const auto half = made_up().a.size() / 2;
  for (const int signal : {SIGKILL, SIGINT}) {
    const Reader reader;
    http_patience.stalling = 60;
    std::atomic<bool> stalls = true;
    const HttpServer server(with_a([&](auto& request, auto& out) {
      stalls ? answers::stalled(out, made_up().a, half) : answers::ranged(request, out, made_up().a);
    }));
    const auto child = in_process([&] {
      return program::guard("program", [&] {
        program::show_downloads(true);
        reader.download({server.url()});
      });
    });
    wait_until([&] { return fs::exists(reader.part) && fs::file_size(reader.part) == half; });
    kill(child, signal);
    BOOST_TEST(status_of(child) == 128 + signal);
    BOOST_TEST(fs::file_size(reader.part) == half);
    stalls = false;
    reader.download({server.url()});
    reader.expect_dataset();
    BOOST_TEST(server.requests().at(1).from == half);
  }
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
  const auto error = error_of([&] { reader.download({first.url(), second.url()}); });
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
  const auto error = error_of([&] { find_dataset(made_up().manifest, {}); });
  BOOST_TEST(contains(error, reader.folder.string() + ": the folder cannot be made: Not a directory"), error);
  BOOST_TEST(contains(error, "dataset-made-up"), error);
  const Environment no_cache("XDG_CACHE_HOME", ""), no_home("HOME", "");
  const auto other = error_of([&] { find_dataset(made_up().manifest, {}); });
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
  const auto error = error_of([&] { find_dataset(made_up().manifest, {}); });
  for (const std::string& part :
       {reader.folder.string(), std::string("/usr/share/datasets/made-up"),
        nobody + "made-up/: ", std::string("onnect"), std::string("apt-get install dataset-made-up")})
    BOOST_TEST(contains(error, part), part << " in " << error);
  const Environment forbidden("D2L_NO_DOWNLOAD", "1");
  const auto other = error_of([&] { find_dataset(made_up().manifest, {}); });
  BOOST_TEST(contains(other, "D2L_NO_DOWNLOAD=1 is set"), other);
}

BOOST_AUTO_TEST_SUITE_END()

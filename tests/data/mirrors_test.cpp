// Servers that answer badly.
#include <filesystem>
#include <string>
#include <vector>

#include <boost/test/unit_test.hpp>

#include <d2l/data/find_dataset.hpp>

#include "reader.hpp"

using namespace d2l;
namespace fs = std::filesystem;
using Answer = HttpServer::Answer;

BOOST_AUTO_TEST_SUITE(mirrors)

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
    std::size_t kept = 0;  // so many bytes at least
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
      {"redirects for ever", "redirects too often", [](auto&, auto& out) { answers::redirect(out, "/a.gz"); }},
      {"redirects to a file", "uses a protocol that is not allowed",
       [](auto&, auto& out) { answers::redirect(out, "file:///etc/passwd"); }},
      {"closes at once", "answers nothing", [](auto&, auto&) {}},
      {"no HTTP", "uses a protocol that is not allowed",
       [](auto&, auto& out) { out << "hello, here is no HTTP server\r\n\r\n"; }},
      {"truncates", "breaks off", [=](auto&, auto& out) { answers::truncated(out, a, half); }, half},
      {"resets", "breaks off", [=](auto&, auto& out) { answers::reset(out, a, half); }, 1},
      {"stalls", "is too slow", [=](auto&, auto& out) { answers::stalled(out, a, 10); }, 10},
  };
  for (const auto& [name, words, answer, kept] : cases) {
    BOOST_TEST_CONTEXT(name) {
      const Reader reader;
      const HttpServer bad(with_a(answer)), fine(good());
      const auto error = message_of<FileError>([&] { reader.download({bad.url()}); });
      BOOST_TEST(error.starts_with(bad.url() + ": "), error);
      BOOST_TEST(contains(error, words), words << " in " << error);
      BOOST_TEST(!fs::exists(reader.a));
      const auto part = bytes_of(reader.part);
      BOOST_TEST(fs::exists(reader.part) == (kept > 0));
      BOOST_TEST((part.size() >= kept && a.starts_with(part)));
      reader.download({bad.url(), fine.url()});
      reader.expect_dataset();
    }
  }
}

BOOST_AUTO_TEST_CASE(built_in_mirrors_are_asked_by_https_only) {
  const Reader reader;
  const HttpServer server(good());
  auto manifest = made_up().manifest;
  manifest.mirrors = {server.url()};
  const auto error = message_of<FileError>([&] { find_dataset(manifest, {}); });
  BOOST_TEST(contains(error, "uses a protocol that is not allowed"), error);
  BOOST_TEST(server.requests().empty());
}

BOOST_AUTO_TEST_CASE(a_server_that_takes_the_connection_and_says_nothing_is_left) {
  const Reader reader;
  const HttpServer server([](auto&, auto&) {});  // waits for the end of a line, which no TLS client sends
  const auto error = message_of<FileError>([&] { reader.download({server.url("https")}); });
  BOOST_TEST(contains(error, "is too slow"), error);
}

// What an error shows may be sent to somebody who helps.
BOOST_AUTO_TEST_CASE(a_mirrors_password_is_not_shown) {
  for (const std::string who : {"name:secret@", "name:se@cret@", "secret@"}) {
    const Reader reader;
    const HttpServer server([](auto&, auto& out) { answers::status(out, "404 Not Found"); });
    const auto url = server.url();
    auto with_password = url;
    with_password.insert(with_password.find("//") + 2, who);
    const auto error = message_of<FileError>([&] { reader.download({with_password}); });
    BOOST_TEST(error.starts_with(url + ": "), error);
    BOOST_TEST(!contains(error, "cret"), error);
    BOOST_TEST(reader.said.text() == "downloading made-up from " + url + " into " + reader.folder.string() + "\n");
  }
  const Reader reader;
  const HttpServer server(good());
  const auto at_in_path = server.url() + "a@b/";
  reader.download({at_in_path});
  BOOST_TEST(contains(reader.said.text(), at_in_path), reader.said.text());
}

BOOST_AUTO_TEST_SUITE_END()

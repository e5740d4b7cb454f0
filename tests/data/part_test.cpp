// A download that was broken off is gone on with.
#include <atomic>
#include <chrono>
#include <csignal>
#include <filesystem>
#include <sys/wait.h>
#include <thread>
#include <unistd.h>

#include <boost/test/unit_test.hpp>

#include <d2l/program/run.hpp>
#include <d2l/program/show_downloads.hpp>

#include "reader.hpp"
#include "support/exit_status.hpp"
#include "support/wait_until.hpp"

using namespace d2l;
using namespace std::chrono_literals;
namespace fs = std::filesystem;

namespace {

// Runs it in a process of its own, which exits with what it returns.
template <class F>
pid_t in_process(const F& work) {
  const auto child = fork();
  if (child == 0) _exit(work());
  return child;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(part)

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
  BOOST_TEST(exit_status(first) == 0);
  BOOST_TEST(exit_status(second) == 0);
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
    wait_until([&] { return fs::exists(reader.part) && fs::file_size(reader.part) == half; }, 20s);
    kill(child, signal);
    BOOST_TEST(exit_status(child) == 128 + signal);
    BOOST_TEST(fs::file_size(reader.part) == half);
    stalls = false;
    reader.download({server.url()});
    reader.expect_dataset();
    BOOST_TEST(server.requests().at(1).from == half);
  }
}

BOOST_AUTO_TEST_SUITE_END()

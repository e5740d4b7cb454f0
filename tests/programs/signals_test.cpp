// Ctrl-C, kill and the terminal's end at any moment: the right exit status, whole files, no process left.
#include <cerrno>
#include <chrono>
#include <csignal>
#include <random>
#include <string>
#include <thread>
#include <unistd.h>
#include <utility>

#include <boost/test/unit_test.hpp>

#include <d2l/system/interrupt.hpp>
#include <d2l/system/temporary_folder.hpp>

#include "place.hpp"
#include "running.hpp"
#include "support/scratch_folder.hpp"
#include "support/wait_until.hpp"

namespace {

using namespace std::chrono_literals;
using Clock = std::chrono::steady_clock;

// Breaks a training off at many moments from its start to its end. Gives how often the signal came before that.
int break_off(const Place& place, const std::string& command, int signal, int moments) {
  place.write_old_files();
  const auto start = Clock::now();
  BOOST_TEST(Running(command).wait() == 0);
  const auto all = std::chrono::duration_cast<std::chrono::microseconds>(Clock::now() - start);

  std::mt19937 random(static_cast<unsigned>(signal));
  int broken_off = 0;
  for (int i = 0; i < moments; ++i) {
    place.write_old_files();
    const auto part = (i + std::uniform_real_distribution(0.0, 1.0)(random)) / moments;
    const Running running(command);
    std::this_thread::sleep_for(all * part);
    running.send(signal);
    const int status = running.wait();
    BOOST_TEST_CONTEXT(command << ": signal " << signal << " after " << part << " of it: " << status) {
      BOOST_TEST((status == 0 || status == 128 + signal));
      BOOST_TEST(running.left_behind() == "");
      if (signal == SIGKILL) place.remove_temporary_files();
      place.expect_whole_files();
    }
    if (status != 0) ++broken_off;
  }
  return broken_off;
}

// Ends a program that runs others, so long after it has begun to.
void expect_end_with_children(const std::string& command, std::chrono::milliseconds after) {
  const ScratchFolder temporary;
  const Environment environment("TMPDIR", temporary.path().string());
  for (const int signal : {SIGINT, SIGTERM}) {
    const Running running("exec " + command);
    wait_until([&] { return !temporary.names().empty(); });
    std::this_thread::sleep_for(after);
    running.send(signal);
    BOOST_TEST(running.wait() == 128 + signal);
    BOOST_TEST(running.left_behind() == "");
    BOOST_TEST(temporary.names().empty());
  }
}

// Returns when the thread that waits for signals has taken it.
void send_to_oneself(int signal) {
  kill(getpid(), signal);
  sigset_t waiting;
  do sigpending(&waiting);
  while (sigismember(&waiting, signal) == 1);
}

// Works on until a signal is noted.
void work_until_interrupted() {
  wait_until([] {
    d2l::check_interrupt();
    return false;
  });
}

}  // namespace

BOOST_AUTO_TEST_SUITE(signals)

BOOST_AUTO_TEST_CASE(a_signal_at_any_moment_ends_a_training) {
  const Place place;
  for (const auto& [signal, moments] : {std::pair(SIGINT, 20), {SIGTERM, 20}, {SIGHUP, 8}, {SIGKILL, 12}}) {
    const auto quick_gnuplot = place.with_tool("gnuplot", "echo '<svg></svg>'; exec sleep 0.05");
    const int broken_off = break_off(place, quick_gnuplot + "exec " + place.training(10), signal, moments);
    BOOST_TEST_MESSAGE("signal " << signal << " broke off " << broken_off << " of " << moments);
    BOOST_TEST(broken_off >= moments / 4);
  }
}

BOOST_AUTO_TEST_CASE(a_signal_that_was_ignored_at_the_start_stays_ignored) {
  const Place place;
  const ScratchFolder notes;
  for (const auto& [signal, name] : {std::pair(SIGINT, "INT"), {SIGTERM, "TERM"}, {SIGHUP, "HUP"}}) {
    place.write_old_files();
    const auto started = notes.file(name);
    const auto gnuplot = place.with_tool("gnuplot", "echo >" + started + "; sleep 0.3; echo '<svg></svg>'");
    const Running running("trap '' " + std::string(name) + "; " + gnuplot + "exec " + place.training());
    wait_until([&] { return !bytes_of(started).empty(); });
    running.send(signal);
    BOOST_TEST(running.wait() == 0, name);
    for (const auto& file : place.names) BOOST_TEST(place.is_whole(file), file);
  }
}

BOOST_AUTO_TEST_CASE(a_slow_gnuplot_ends_with_the_program) {
  const Place place;
  const auto started = place.file("started");
  for (const int signal : {SIGINT, SIGTERM, SIGHUP}) {
    place.write_old_files();
    const auto gnuplot = place.with_tool(
        "gnuplot", "echo $$ >" + started + ".new; mv " + started + ".new " + started + "\nexec sleep 30");
    const Running running(gnuplot + "exec " + place.training());
    wait_until([&] { return !bytes_of(started).empty(); });
    const auto tool = std::stoi(bytes_of(started));
    const auto before = Clock::now();
    running.send(signal);
    BOOST_TEST(running.wait() == 128 + signal);
    BOOST_TEST((Clock::now() - before < 20s));
    BOOST_TEST((kill(tool, 0) == -1 && errno == ESRCH));
    BOOST_TEST(running.left_behind() == "");
    std::filesystem::remove(started);
    BOOST_TEST(place.is_old("new.svg"));
    place.expect_whole_files();
  }
}

BOOST_AUTO_TEST_CASE(a_signal_ends_compare_and_what_it_has_started) {
  const Place place;
  expect_end_with_children("compare softmax-regression --epochs 100000 " + place.data(), 100ms);
}

BOOST_AUTO_TEST_CASE(a_signal_ends_bench_and_what_it_has_started) {
  const Place place;
  expect_end_with_children("bench softmax-regression-scratch --runs 1000 --threads 1 " + place.data(), 300ms);
}

BOOST_AUTO_TEST_CASE(a_signal_after_the_last_batch_is_told_too) {
  for (const int signal : {SIGINT, SIGTERM, SIGHUP}) {
    const auto receive = [&] {
      send_to_oneself(signal);
      work_until_interrupted();
    };
    BOOST_TEST(status_of(receive) == 128 + signal);
  }
}

// As where the work does not come to the place where it looks for a signal.
BOOST_AUTO_TEST_CASE(a_second_signal_ends_a_program_at_once) {
  const auto before = Clock::now();
  for (const int signal : {SIGINT, SIGTERM}) {
    const auto work_on = [&] {
      for (int i = 0; i < 2; ++i) send_to_oneself(signal);
      std::this_thread::sleep_for(60s);
    };
    BOOST_TEST(status_of(work_on) == 128 + signal);
  }
  BOOST_TEST((Clock::now() - before < 60s));
}

// A shell and the system both tell of it.
BOOST_AUTO_TEST_CASE(a_terminal_that_is_closed_ends_a_program_in_order_though_it_says_so_twice) {
  const ScratchFolder temporary;
  const Environment environment("TMPDIR", temporary.path().string());
  const auto work = [] {
    const d2l::TemporaryFolder folder;
    send_to_oneself(SIGHUP);
    kill(getpid(), SIGHUP);
    std::this_thread::sleep_for(100ms);
    work_until_interrupted();
  };
  BOOST_TEST(status_of(work) == 128 + SIGHUP);
  BOOST_TEST(temporary.names().empty());
}

BOOST_AUTO_TEST_SUITE_END()

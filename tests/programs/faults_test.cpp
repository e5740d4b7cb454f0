// What goes wrong around a program: one clear line and the right exit status, earlier files whole, no process left.
#include <algorithm>
#include <array>
#include <cerrno>
#include <chrono>
#include <csignal>
#include <fstream>
#include <functional>
#include <iostream>
#include <random>
#include <string>
#include <sys/wait.h>
#include <thread>
#include <unistd.h>
#include <vector>

#include <boost/test/unit_test.hpp>
#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <d2l/io/safetensors.hpp>
#include <d2l/program/run.hpp>

#include "support/idx_files.hpp"
#include "support/programs.hpp"
#include "support/scratch_folder.hpp"

namespace {

using namespace std::chrono_literals;
using Clock = std::chrono::steady_clock;

bool has(const std::string& text, const std::string& part) { return text.find(part) != std::string::npos; }

// A folder with a small dataset, pretended tools, and the files of a training.
class Place {
 public:
  Place() { write_small_fashion_mnist(data_.path(), 20); }

  // A short training that writes all it can: the old files are there already.
  std::string training(int epochs = 1) const {
    return fmt::format("softmax-regression-scratch --threads 1 --batch-size 10 --epochs {} --data-dir {} {}", epochs,
                       data_.path().string(), files());
  }
  std::string files() const {
    return "--record " + file("new.json") + " --save " + file("new.safetensors") + " --plot " + file("new.svg");
  }
  std::string file(const std::string& name) const { return files_.file(name); }

  void write_old_files() const {
    for (const auto& name : names) write_bytes(file(name), "old");
  }

  // Each file is the old one or a new one that is whole, and there is no other.
  void expect_whole_files() const {
    BOOST_TEST(files_.names().size() == names.size());
    for (const auto& name : names) BOOST_TEST((is_old(name) || is_whole(name)), name);
  }
  bool is_old(const std::string& name) const { return bytes_of(file(name)) == "old"; }
  bool is_whole(const std::string& name) const {
    try {
      if (name.ends_with(".svg")) return has(bytes_of(file(name)), "</svg>");
      if (name.ends_with(".json")) return nlohmann::json::parse(bytes_of(file(name))).contains("results");
      return d2l::load_safetensors(file(name)).size() > 2;
    } catch (const std::exception&) {
      return false;
    }
  }

  // The setting of PATH by which gnuplot is a program that does what these shell commands say.
  std::string with_gnuplot(const std::string& commands) const {
    write_bytes(tools_.file("gnuplot"), "#!/bin/sh\n" + commands + "\n");
    std::filesystem::permissions(tools_.file("gnuplot"), std::filesystem::perms::owner_all);
    return "PATH=" + tools_.path().string() + ":$PATH; ";
  }

  static constexpr std::array<std::string_view, 3> all_names{"new.json", "new.safetensors", "new.svg"};
  const std::vector<std::string> names{all_names.begin(), all_names.end()};

 private:
  ScratchFolder data_, files_, tools_;
};

// A program that runs in a process group of its own, as under a terminal, where a Ctrl-C reaches all that it started.
class Running {
 public:
  explicit Running(const std::string& command) {
    const auto line = "PATH=" D2L_BIN_DIR ":$PATH; " + command + " >/dev/null 2>&1";
    process_ = fork();
    BOOST_REQUIRE(process_ >= 0);
    setpgid(process_, process_);  // in both: whoever comes first
    if (process_ > 0) return;
    execl("/bin/sh", "sh", "-c", line.c_str(), nullptr);
    _exit(127);
  }

  void send(int signal) const { kill(signal == SIGINT ? -process_ : process_, signal); }

  // The exit status as a shell tells it.
  int wait() const {
    int status = 0;
    waitpid(process_, &status, 0);
    return WIFSIGNALED(status) ? 128 + WTERMSIG(status) : WEXITSTATUS(status);
  }
  // A moment is granted, for a sanitizer's symbolizer ends only when it sees that the program has.
  bool has_left_a_process() const {
    const auto start = Clock::now();
    while (kill(-process_, 0) == 0) {
      if (Clock::now() - start > 5s) return true;
      std::this_thread::sleep_for(10ms);
    }
    return false;
  }

 private:
  pid_t process_ = 0;
};

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
      BOOST_TEST(!running.has_left_a_process());
      place.expect_whole_files();
    }
    if (status != 0) ++broken_off;
  }
  return broken_off;
}

// The exit status of a program that does this, in a process of its own.
int status_of(const std::function<void()>& work) {
  const auto process = fork();
  BOOST_REQUIRE(process >= 0);
  if (process == 0) _exit(d2l::program::guard("program", work));
  int status = 0;
  waitpid(process, &status, 0);
  return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(faults)

BOOST_AUTO_TEST_CASE(a_full_disk_is_told_and_the_old_files_stay) {
  const Place place;
  if (shell("unshare -rm mount -t tmpfs none /mnt").status != 0) {
    BOOST_TEST_MESSAGE("no disk can be mounted here: only a limit on a file's size is tried");
    return;
  }
  // A disk of four pages, all of them taken.
  const auto on_full_disk = [&](const std::string& command) {
    return shell(
        "unshare -rm sh -c 'mount -t tmpfs -o size=16k none /mnt; echo old >/mnt/f; "
        "head -c 1000000 /dev/zero >/mnt/filler 2>/dev/null; " +
        command + " >/dev/null; echo status $?; cat /mnt/f; ls -A /mnt | tr \"\\n\" \" \"'");
  };
  const auto program = place.training().substr(0, place.training().find(" --record"));
  // The names by which the options take the file.
  for (const std::string option : {"--record /mnt/f", "--save /mnt/f", "--save-init /mnt/f", "--plot /mnt/f.svg"}) {
    const bool figure = has(option, ".svg");
    const auto link = figure ? "ln -s f /mnt/f.svg; " : "";
    const auto outcome = on_full_disk(link + program + " " + option);
    BOOST_TEST_CONTEXT(option << ": " << outcome.output) {
      BOOST_TEST(has(outcome.output, ": cannot be written: No space left on device; make room on that disk"));
      BOOST_TEST(has(outcome.output, figure ? "\nstatus 1\nold\nf f.svg filler " : "\nstatus 1\nold\nf filler "));
      BOOST_TEST(std::ranges::count(outcome.output, '\n') == 3);
    }
  }
}

BOOST_AUTO_TEST_CASE(a_file_that_may_not_grow_is_told_and_the_old_ones_stay) {
  const Place place;
  for (const auto& name : place.names) {
    const std::string option = has(name, ".json") ? "--record " : has(name, ".svg") ? "--plot " : "--save ";
    place.write_old_files();
    // LLVM's OpenMP needs a file of 1 KiB to start at all; what a training of 20 epochs writes is more.
    const auto outcome =
        shell("ulimit -f 2; weight-decay-concise --threads 1 --epochs 20 " + option + place.file(name) + " >/dev/null");
    BOOST_TEST_CONTEXT(name << ": " << outcome.output) {
      BOOST_TEST(outcome.status == 1);
      BOOST_TEST(
          (has(outcome.output, "File too large") || has(outcome.output, "script for gnuplot cannot be written")));
      BOOST_TEST(std::ranges::count(outcome.output, '\n') == 1);
      BOOST_TEST(place.is_old(name));
      place.expect_whole_files();
    }
  }
}

BOOST_AUTO_TEST_CASE(memory_that_is_refused_is_told) {
  const Place place;
  constexpr int step = 32'768, plenty = 1'048'576;  // in kB
  const auto starts_with = [](int limit) {
    return shell(fmt::format("ulimit -v {}; timeout 1 softmax-regression-scratch --version", limit)).status == 0;
  };
  if (!starts_with(plenty)) {
    BOOST_TEST_MESSAGE("a sanitizer takes the address space for itself: no limit on memory is tried");
    return;
  }
  // What is needed before there is a program. With less, OpenBLAS waits for its buffer for ever; with little more, the
  // first product of all crashes in oneDNN, which does not expect to be refused the memory of its kernels.
  int least = plenty;
  while (starts_with(least - step)) least -= step;
  const auto with = [&](int more, const std::string& command) {
    place.write_old_files();
    const auto outcome = shell(fmt::format("ulimit -v {}; {} >/dev/null", least + more * step, command));
    BOOST_TEST_CONTEXT(command << " with " << more << " steps more: " << outcome.output) {
      BOOST_TEST((outcome.status == 0 || (outcome.status == 1 && has(outcome.output, "memory"))));
      BOOST_TEST(std::ranges::count(outcome.output, '\n') == outcome.status);
      place.expect_whole_files();
    }
    return outcome.status;
  };
  for (const int more : {1, 2, 4, 16}) with(more, place.training());
  // One batch of all images takes 188 MB.
  const auto all = "softmax-regression-scratch --threads 1 --batch-size 60000 --epochs 1 " + place.files();
  for (const int more : {1, 2, 4}) BOOST_TEST(with(more, all) == 1);
}

BOOST_AUTO_TEST_CASE(a_gnuplot_that_fails_costs_the_figure_only) {
  const Place place;
  const std::vector<std::pair<std::string, std::string>> gnuplots{
      {"echo 'line 2: unrecognized terminal option' >&2; exit 1", "gnuplot failed with status 1: line 2: unrecognized"},
      {"head -c 100; kill -KILL $$", "gnuplot was ended by signal 9"},
      {"echo '<svg>'", "only a part was drawn"},
      {"sleep 0.3; exit 3", "gnuplot failed with status 3"}};
  for (const auto& [commands, said] : gnuplots) {
    place.write_old_files();
    const auto outcome = shell(place.with_gnuplot(commands) + place.training() + " >/dev/null");
    BOOST_TEST_CONTEXT(commands << ": " << outcome.output) {
      BOOST_TEST(outcome.status == 0);
      BOOST_TEST(has(outcome.output, "warning: plot: " + said));
      BOOST_TEST(std::ranges::count(outcome.output, '\n') == 1);
      BOOST_TEST(place.is_old("new.svg"));
      BOOST_TEST(place.is_whole("new.json"));
      place.expect_whole_files();
    }
  }
  place.write_old_files();
  const auto outcome = shell("PATH=" D2L_BIN_DIR "; " + place.training() + " >/dev/null");
  BOOST_TEST(outcome.status == 0);
  BOOST_TEST(has(outcome.output, "gnuplot is not installed"), outcome.output);
  BOOST_TEST(place.is_whole("new.json"));
}

BOOST_AUTO_TEST_CASE(a_slow_gnuplot_ends_with_the_program) {
  const Place place;
  const auto started = place.file("started");
  for (const int signal : {SIGINT, SIGTERM}) {
    place.write_old_files();
    const auto gnuplot =
        place.with_gnuplot("echo $$ >" + started + ".new; mv " + started + ".new " + started + "\nexec sleep 30");
    const Running running(gnuplot + "exec " + place.training());
    while (bytes_of(started).empty()) std::this_thread::sleep_for(10ms);
    const auto tool = std::stoi(bytes_of(started));
    const auto before = Clock::now();
    running.send(signal);
    BOOST_TEST(running.wait() == 128 + signal);
    BOOST_TEST((Clock::now() - before < 20s));
    BOOST_TEST((kill(tool, 0) == -1 && errno == ESRCH));
    BOOST_TEST(!running.has_left_a_process());
    std::filesystem::remove(started);
    BOOST_TEST(place.is_old("new.svg"));
    place.expect_whole_files();
  }
}

BOOST_AUTO_TEST_CASE(a_signal_at_any_moment_ends_a_training) {
  const Place place;
  for (const int signal : {SIGINT, SIGTERM}) {
    const auto quick_gnuplot = place.with_gnuplot("echo '<svg></svg>'; exec sleep 0.05");
    const int broken_off = break_off(place, quick_gnuplot + "exec " + place.training(10), signal, 20);
    BOOST_TEST_MESSAGE("signal " << signal << " broke off " << broken_off << " of 20");
    BOOST_TEST(broken_off >= 5);
  }
}

BOOST_AUTO_TEST_CASE(a_signal_ends_compare_and_what_it_has_started) {
  const Place place;
  const ScratchFolder temporary;
  const Environment environment("TMPDIR", temporary.path().string());
  const auto training = place.training();
  const auto data =
      training.substr(training.find("--data-dir"), training.find(" --record") - training.find("--data-dir"));
  for (const int signal : {SIGINT, SIGTERM}) {
    const Running running("exec compare softmax-regression --epochs 100000 " + data);
    while (temporary.names().empty()) std::this_thread::sleep_for(10ms);  // it has started
    std::this_thread::sleep_for(100ms);
    running.send(signal);
    BOOST_TEST(running.wait() == 128 + signal);
    BOOST_TEST(!running.has_left_a_process());
    BOOST_TEST(temporary.names().empty());
  }
}

BOOST_AUTO_TEST_CASE(a_reader_that_goes_away_ends_a_program_without_a_word) {
  const Place place;
  const auto outcome = shell("{ " + place.training(100'000) + "; echo status $? >&2; } | head -1");
  BOOST_TEST(outcome.output.starts_with("epochs 100000, "));
  BOOST_TEST(outcome.output.ends_with("\nstatus 141\n"), outcome.output);
  BOOST_TEST(std::ranges::count(outcome.output, '\n') == 2);
}

BOOST_AUTO_TEST_CASE(a_standard_output_that_takes_nothing_is_told_and_costs_no_file) {
  const Place place;
  const auto ignored_pipe = "trap '' PIPE; { sleep 0.2; " + place.training() + "; echo status $? >&2; } | true";
  for (const auto& command :
       {place.training() + " >/dev/full; echo status $?", place.training() + " >&-; echo status $?", ignored_pipe}) {
    place.write_old_files();
    const auto outcome = shell(command);
    BOOST_TEST_CONTEXT(command << ": " << outcome.output) {
      BOOST_TEST(has(outcome.output, "standard output cannot be written"));
      BOOST_TEST(outcome.output.ends_with("\nstatus 1\n"));
      BOOST_TEST(std::ranges::count(outcome.output, '\n') == 2);
      for (const auto& name : place.names) BOOST_TEST(place.is_whole(name), name);
    }
  }
  place.write_old_files();
  BOOST_TEST(shell(place.training() + " >&- 2>&- <&-").status == 1);
  for (const auto& name : place.names) BOOST_TEST(place.is_whole(name), name);
}

BOOST_AUTO_TEST_CASE(text_for_a_closed_standard_output_goes_into_no_file) {
  const ScratchFolder folder;
  const auto print_beside_an_open_file = [&] {
    const std::ofstream file(folder.file("f"));
    std::cout << "text" << std::flush;
  };
  const auto closed = dup(STDOUT_FILENO);
  close(STDOUT_FILENO);
  const auto status = status_of(print_beside_an_open_file);
  dup2(closed, STDOUT_FILENO);
  close(closed);
  BOOST_TEST(status == 1);
  BOOST_TEST(bytes_of(folder.file("f")).empty());
}

BOOST_AUTO_TEST_CASE(a_signal_after_the_last_batch_is_told_too) {
  for (const int signal : {SIGINT, SIGTERM}) {
    const auto receive = [signal] {
      kill(getpid(), signal);
      sigset_t waiting;
      do sigpending(&waiting);
      while (sigismember(&waiting, signal) == 1);
      std::this_thread::sleep_for(20ms);  // it is taken, and noted at once
    };
    BOOST_TEST(status_of(receive) == 128 + signal);
  }
}

BOOST_AUTO_TEST_SUITE_END()

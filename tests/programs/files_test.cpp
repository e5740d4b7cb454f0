// Files that options name: one of its own for each, what is no file told as what it is, and pipes that keep nobody from
// ending a program.
#include <algorithm>
#include <chrono>
#include <csignal>
#include <filesystem>
#include <string>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <thread>
#include <unistd.h>
#include <vector>

#include <boost/test/unit_test.hpp>

#include <d2l/io/sealed.hpp>
#include <d2l/ops/ops.hpp>

#include "place.hpp"
#include "running.hpp"
#include "support/programs.hpp"

namespace {

namespace fs = std::filesystem;
using namespace std::chrono_literals;

void expect_refusal(const std::string& command, int status, const std::string& said) {
  const auto outcome = shell(command);
  BOOST_TEST_CONTEXT(command << "\n" << outcome.output) {
    BOOST_TEST(outcome.status == status);
    BOOST_TEST(contains(outcome.output, said), "it should say: " << said);
    BOOST_TEST(std::ranges::count(outcome.output, '\n') == 1);
  }
}

const std::string program = "softmax-regression-concise --threads 1 --batch-size 10 --epochs 1 ";

}  // namespace

BOOST_AUTO_TEST_SUITE(files)

BOOST_AUTO_TEST_CASE(a_file_under_two_options_is_refused_whatever_it_is_called) {
  const Place place;
  const ScratchFolder folder;
  const auto in_folder = "cd " + folder.path().string() + "; " + program + place.data() + " ";
  fs::create_directory(folder.path() / "sub");
  fs::create_symlink("new", folder.path() / "link");  // to what is not there yet
  fs::create_symlink(folder.path(), folder.path() / "sub/up");
  write_bytes(folder.file("old"), "old");
  fs::create_hard_link(folder.path() / "old", folder.path() / "hard");
  fs::create_symlink("old", folder.path() / "soft");
  write_bytes(folder.file("x.svg"), "old");
  fs::create_symlink("x.svg", folder.path() / "to-figure");
  const auto before = folder.names().size();
  for (const std::string options :
       {"--record new --save new", "--record ./new --save-init new", "--save sub/../new --record new",
        "--save link --record new", "--save sub/up/new --save-init link", "--record old --save hard",
        "--save soft --record old", "--save-init soft --save hard", "--plot x.svg --record x.svg",
        "--plot ./x.svg --save to-figure", "--plot sub/up/y.svg --save-init y.svg"}) {
    expect_refusal(in_folder + options, 2, " is the same file as --");
    BOOST_TEST(folder.names().size() == before);
    BOOST_TEST(bytes_of(folder.file("old")) == "old");
  }
  expect_refusal(in_folder + "--record old >old", 2, "--record old is the file that standard output goes to");
  expect_refusal(in_folder + "--save sub/../soft >>hard", 2, "is the file that standard output goes to");
  expect_refusal("cd " + folder.path().string() + "; compare softmax-regression --record x.svg --plot ./x.svg", 2,
                 "--plot ./x.svg is the same file as --record x.svg; give each its own");
}

BOOST_AUTO_TEST_CASE(what_is_read_is_not_written_over) {
  const Place place;
  const ScratchFolder folder;
  const auto state = folder.file("state"), init = folder.file("init"), linked = folder.file("linked");
  const auto training = program + place.data() + " ";
  BOOST_REQUIRE_EQUAL(shell(training + "--save " + state + " --save-init " + init).status, 0);
  fs::create_symlink("state", linked);
  const auto saved = bytes_of(state), initial = bytes_of(init);
  for (const auto& options : {"--load " + state + " --record " + state, "--load " + linked + " --record " + state,
                              "--load " + state + " --save-init " + linked, "--init " + init + " --save " + init,
                              "--init " + init + " --save-init " + init, "--init " + init + " --record " + init})
    expect_refusal(training + options, 2, " is the same file as --");
  const auto figure = folder.file("state.svg");
  fs::create_hard_link(state, figure);
  expect_refusal(training + "--load " + state + " --plot " + figure, 2, " is the same file as --load ");
  BOOST_TEST((bytes_of(state) == saved));
  BOOST_TEST((bytes_of(init) == initial));

  const auto data = place.data().substr(place.data().find('/'));
  for (const std::string name : {"train-images-idx3-ubyte.gz", "t10k-labels-idx1-ubyte.gz"}) {
    const auto file = data + "/fashion-mnist/" + name;
    const auto before = bytes_of(file);
    expect_refusal(training + "--record " + file, 2, " is a file of the dataset fashion-mnist in " + data);
    BOOST_TEST((bytes_of(file) == before));
  }
}

BOOST_AUTO_TEST_CASE(what_is_for_all_may_have_several_names) {
  const Place place;
  const ScratchFolder folder;
  const auto state = folder.file("state"), training = program + place.data() + " ";
  BOOST_TEST(shell(training + "--save /dev/null --record /dev/null --save-init /dev/null").status == 0);
  BOOST_TEST(shell(training + "--record /dev/stdout --save-init /dev/stdout >" + folder.file("out")).status == 0);
  BOOST_TEST(shell(training + "--save " + state + " --record " + state + ".json").status == 0);
  BOOST_TEST(shell(training + "--epochs=2 --load " + state + " --save " + state).status == 2);  // --epochs twice
  BOOST_TEST(
      shell("softmax-regression-concise --epochs 2 " + place.data() + " --load " + state + " --save " + state).status ==
      0);
}

BOOST_AUTO_TEST_CASE(what_is_no_file_is_told_as_what_it_is) {
  const ScratchFolder folder;
  const auto fifo = folder.file("fifo"), loop = folder.file("loop"), dangling = folder.file("dangling");
  mkfifo(fifo.c_str(), 0600);
  fs::create_symlink("loop", loop);
  fs::create_symlink("nothing", dangling);
  const auto socket_name = folder.file("socket");
  const int socket = ::socket(AF_UNIX, SOCK_STREAM, 0);
  sockaddr_un address{.sun_family = AF_UNIX, .sun_path = {}};
  BOOST_REQUIRE(socket_name.size() < sizeof(address.sun_path));
  std::ranges::copy(socket_name, address.sun_path);
  BOOST_REQUIRE(bind(socket, reinterpret_cast<const sockaddr*>(&address), sizeof(address)) == 0);
  for (const auto& [name, what] : {std::pair(folder.path().string(), "is a folder, and no file"),
                                   {fifo, "is a pipe, whose bytes come only once, and no file"},
                                   {std::string("/dev/null"), "is a device, and no file"},
                                   {socket_name, "is a socket, and no file"},
                                   {loop, "is a link that leads round in a circle"},
                                   {dangling, "is a link to nothing, and there is no such file"},
                                   {folder.file("nothing"), "there is no such file"},
                                   {loop + "/x", "is a link that leads round in a circle"}}) {
    expect_refusal(program + "--load " + name, 1, name + ": " + what + "; --load takes one that --save wrote");
    expect_refusal(program + "--init " + name, 1, name + ": " + what + "; --init takes one that --save-init wrote");
  }
  close(socket);
  expect_refusal("cat /dev/null | " + program + "--load /dev/stdin", 1, "/dev/stdin: is a pipe");
  expect_refusal("bash -c '" + program + "--load <(cat " + loop + "x 2>/dev/null)'", 1, ": is a pipe");
}

BOOST_AUTO_TEST_CASE(a_pipe_that_nobody_reads_keeps_no_program_from_ending) {
  const Place place;
  const ScratchFolder folder;
  for (const std::string option : {"--save", "--record", "--save-init", "--plot"})
    for (const int signal : {SIGINT, SIGTERM}) {
      const auto pipe = folder.file("pipe.svg");
      fs::remove(pipe);
      mkfifo(pipe.c_str(), 0600);
      const auto begun = folder.file("begun");
      fs::remove(begun);
      const auto gnuplot = place.with_tool("gnuplot", "echo >" + begun + "; echo '<svg></svg>'");
      const Running running(gnuplot + "exec " + program + place.data() + " " + option + " " + pipe);
      std::this_thread::sleep_for(option == "--plot" ? 1000ms : 500ms);
      const auto before = std::chrono::steady_clock::now();
      running.send(signal);
      BOOST_TEST(running.wait() == 128 + signal, option);
      BOOST_TEST((std::chrono::steady_clock::now() - before < 20s));
    }
}

// A reader that comes late, and one that reads slowly, get it all.
BOOST_AUTO_TEST_CASE(a_pipe_gives_all_to_its_reader) {
  const Place place;
  const ScratchFolder folder;
  const auto pipe = folder.file("pipe"), copy = folder.file("copy");
  mkfifo(pipe.c_str(), 0600);
  const auto outcome = shell("{ sleep 0.3; dd if=" + pipe + " bs=1000 of=" + copy + " 2>/dev/null; } & " + program +
                             place.data() + " --save " + pipe + " >/dev/null; s=$?; wait; exit $s");
  BOOST_TEST(outcome.status == 0, outcome.output);
  BOOST_TEST(d2l::load_sealed(copy).tensors.size() > 2U);
}

// What a file says is shown, never obeyed by the terminal, and never longer than a reader wants.
BOOST_AUTO_TEST_CASE(text_from_files_reaches_no_terminal_raw) {
  const ScratchFolder folder;
  const auto state = folder.file("state");
  const auto expect_plain = [](const std::string& command) {
    const auto outcome = shell(command);
    BOOST_TEST_CONTEXT(outcome.output) {
      BOOST_TEST(outcome.status == 1);
      BOOST_TEST(outcome.output.find('\x1b') == std::string::npos);
      BOOST_TEST(outcome.output.find("\u009b") == std::string::npos);
      BOOST_TEST(outcome.output.size() < 10'000U);
      BOOST_TEST(std::ranges::count(outcome.output, '\n') == 1);
    }
    return outcome.output;
  };
  const d2l::NamedTensors tensors{{"W\x1b[31m\n\u009b2J", d2l::ones({2})}, {"größe", d2l::ones({1})}};
  d2l::save_sealed(state, tensors, {{"program", "\x1b]0;you\x07\r" + std::string(200'000, 'x')}});
  BOOST_TEST(contains(expect_plain(program + "--load " + state), "was written by \\x1b]0;you\\x07\\x0dxxx"));
  BOOST_TEST(contains(expect_plain("mlp-concise --limit 10 --init " + state + " 2>&1 >/dev/null"),
                      "unexpected: W\\x1b[31m\\n\\x9b2J, größe"));
  d2l::NamedTensors many;
  for (int i = 0; i < 20'000; ++i) many.emplace_back("tensor " + std::to_string(i), d2l::ones({1}));
  d2l::save_sealed(state, many);
  const auto said = expect_plain("linear-regression-scratch --init " + state + " 2>&1 >/dev/null");
  BOOST_TEST(contains(said, "missing: generator, w, b; unexpected: tensor 0, "));
  BOOST_TEST(said.ends_with("; write one with --save-init of the same program\n"), said);
  expect_plain(program + "--load '" + folder.file("\x1b[2Jnothing") + "'");
  expect_plain(program + "--data-dir '" + folder.file("\x1b[2J") + "' 2>&1 >/dev/null");
  expect_plain("cd " + folder.path().string() + "; mkdir $(printf 'a\\033b'); " + program +
               "--record $(printf 'a\\033b')");
}

BOOST_AUTO_TEST_CASE(what_gnuplot_says_is_shown_as_it_can_be) {
  const Place place;
  const auto gnuplot = place.with_tool("gnuplot", "printf 'first\\nbad \\033[2J\\302\\233m %0100000d' 7 >&2; exit 1");
  const auto outcome = shell(gnuplot + program + place.data() + " --plot " + place.file("new.svg") + " >/dev/null");
  BOOST_TEST(outcome.status == 0);
  BOOST_TEST(outcome.output.starts_with("warning: plot: gnuplot failed with status 1: bad \\x1b[2J\\x9bm 000"),
             outcome.output);
  BOOST_TEST(outcome.output.ends_with("new.svg is not written\n"), outcome.output);
  BOOST_TEST(outcome.output.size() < 10'000U);
}

BOOST_AUTO_TEST_SUITE_END()

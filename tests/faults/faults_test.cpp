// Every n-th failure, not some: each call of the system that an action makes, and each request for memory, fails in its
// turn, once and from then on, until the action meets the fault no more. After each fault: it is told in one line, the
// old file is there byte for byte or the new one whole, and no temporary file, descriptor or child process is left.
#include <algorithm>
#include <array>
#include <cerrno>
#include <chrono>
#include <cstring>
#include <iostream>
#include <map>
#include <new>
#include <set>
#include <string>
#include <sys/wait.h>
#include <vector>

#include <boost/test/unit_test.hpp>
#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <d2l/core/error.hpp>
#include <d2l/core/memory.hpp>
#include <d2l/io/npy.hpp>
#include <d2l/io/npz.hpp>
#include <d2l/io/safetensors.hpp>
#include <d2l/system/file.hpp>

#include "action.hpp"
#include "fault.hpp"
#include "support/idx_files.hpp"
#include "support/scratch_folder.hpp"

namespace {

// What goes to a standard stream until the end of the scope, without a request for memory: its first 4000 bytes.
class Sink : std::streambuf {
 public:
  explicit Sink(std::ostream& stream) : stream_(stream), old_(stream.rdbuf(this)) {}
  ~Sink() override {
    stream_.rdbuf(old_);
    stream_.clear();
  }
  Sink(const Sink&) = delete;
  Sink& operator=(const Sink&) = delete;

  std::string_view text() const { return {text_.data(), size_}; }

 private:
  int overflow(int c) override {
    if (c != EOF && size_ < text_.size()) text_[size_++] = static_cast<char>(c);
    return 0;
  }

  std::ostream& stream_;
  std::streambuf* old_;
  std::array<char, 4000> text_{};
  std::size_t size_ = 0;
};

std::set<std::string> open_files() {
  std::set<std::string> files;
  for (const auto& entry : std::filesystem::directory_iterator("/proc/self/fd")) files.insert(entry.path());
  return files;
}

std::set<std::string> names_in(const ScratchFolder& folder) {
  const auto names = folder.names();
  return {names.begin(), names.end()};
}

bool is_whole(const std::string& path) {
  try {
    if (path.ends_with(".txt")) return bytes_of(path) == std::string(10'000, 'x');
    if (path.ends_with(".svg")) return bytes_of(path).ends_with("</svg>\n");
    if (path.ends_with(".json")) return nlohmann::json::parse(bytes_of(path)).contains("results");
    if (path.ends_with(".npy")) return d2l::shape_of(d2l::load_npy(path)).size() == 1;
    if (path.ends_with(".npz")) return d2l::load_npz(path).size() == 3;
    return d2l::load_safetensors(path).size() > 2;
  } catch (const std::exception&) {
    return false;
  }
}

// A folder with pretended tools, quick to draw.
struct Tools {
  Tools() {
    for (const char* name : {"gnuplot", "dot"}) {
      write_bytes(folder.file(name), "#!/bin/sh\necho '<svg></svg>'\n");
      std::filesystem::permissions(folder.file(name), std::filesystem::perms::owner_all);
    }
  }
  ScratchFolder folder;
  Environment path{"PATH", folder.path().string() + ":" + std::getenv("PATH")};
};

// What an action came to.
struct Outcome {
  bool fault_met = false, must_be_told = false, told = false;
  std::string line;     // that told it
  std::string problem;  // what should not be
};

Outcome do_with(const Fault& fault, const Action& action) {
  Outcome outcome;
  const Sink output(std::cout), errors(std::cerr);
  Injection injection(fault);
  try {
    outcome.told = !action.run();
    Injection::stop();
  } catch (const std::bad_alloc&) {
    Injection::stop();
    outcome.told = true;
    outcome.line = "no memory";
  } catch (const d2l::Error& error) {
    Injection::stop();
    outcome.told = true;
    outcome.line = error.what();
  } catch (const std::exception& error) {
    Injection::stop();
    outcome.problem = fmt::format("an error of another kind: {}", error.what());
  }
  outcome.fault_met = injection.failed() > 0;
  outcome.must_be_told = injection.must_be_told();
  if (!errors.text().empty()) {
    outcome.told = true;
    outcome.line = errors.text();
    if (!outcome.line.ends_with('\n')) outcome.problem = "standard error does not end in a line";
    outcome.line.pop_back();
  }
  return outcome;
}

// All actions on files, each beside its own files.
class House {
 public:
  House() : actions_(file_actions(folder_.path().string())) {}

  const std::vector<Action>& actions() const { return actions_; }
  std::string file(const std::string& name) const { return folder_.file(name); }

  // Does it with a fault, and looks around afterwards.
  Outcome live_through(const Fault& fault, const Action& action) {
    for (const auto& name : action.writes) write_bytes(folder_.file(name), "old");
    d2l::release_cached_memory();  // so that each tensor asks for its own
    const auto files_before = open_files();
    const auto names_before = names_in(folder_);
    auto outcome = do_with(fault, action);
    const auto expect = [&](bool right, const std::string& problem) {
      if (!right && outcome.problem.empty()) outcome.problem = problem;
    };
    expect(std::ranges::count(outcome.line, '\n') == 0, "more than one line");
    expect(outcome.told || !outcome.must_be_told, "the fault passed in silence");
    expect(open_files() == files_before, "a descriptor is left");
    if (!action.may_leave.empty()) std::filesystem::remove(folder_.file(action.may_leave));
    expect(names_in(folder_) == names_before, "a file is left");
    expect(waitpid(-1, nullptr, WNOHANG) == -1 && errno == ECHILD, "a child is left");
    for (const auto& name : action.writes) {
      const bool old = bytes_of(folder_.file(name)) == "old";
      expect(outcome.told || !old, name + " was not written, and nothing was told");
      expect(!outcome.told || old || action.goes_on, name + " was written in spite of the fault");
      expect(old || is_whole(folder_.file(name)), name + " is not whole");
    }
    if (outcome.told && action.repeat) {
      try {
        action.repeat();
      } catch (const std::exception& error) {
        expect(false, error.what());
      }
    }
    return outcome;
  }

 private:
  ScratchFolder folder_;
  Tools tools_;
  std::vector<Action> actions_;
};

// Lets the nth call fail, n = 1, 2, 3 …, until the action meets no fault any more; gives the last n that it met.
template <class Check>
int each_fault(House& house, const Action& action, Fault fault, const Check& check) {
  for (fault.nth = 1;; ++fault.nth) {
    auto outcome = house.live_through(fault, action);
    if (outcome.fault_met && outcome.problem.empty()) outcome.problem = check(outcome);
    BOOST_TEST(outcome.problem.empty(),
               fmt::format("{}: {} {}, {}, {}: {}; told: {}", action.name, fault.call, fault.nth,
                           fault.lasting ? "from then on" : "once",
                           fault.error == 0 ? "refused" : std::strerror(fault.error), outcome.problem, outcome.line));
    if (!outcome.fault_met) {
      BOOST_TEST(!outcome.told, action.name << " fails without a fault: " << outcome.line);
      return fault.nth - 1;
    }
  }
}

// The errors that a call may give.
const std::map<std::string, std::vector<int>> errors_of{{"open", {EACCES, EMFILE}},
                                                        {"read", {EIO}},
                                                        {"write", {ENOSPC, EIO}},
                                                        {"write a script", {ENOSPC}},
                                                        {"fsync", {EIO}},
                                                        {"close", {EIO}},
                                                        {"rename", {EACCES}},
                                                        {"fchmod", {EPERM}},
                                                        {"dup", {EMFILE}},
                                                        {"fdopen", {ENOMEM}},
                                                        {"memfd_create", {ENOMEM}},
                                                        {"adddup2", {ENOMEM}},
                                                        {"spawn", {EAGAIN, ENOENT}},
                                                        {"wait4", {ECHILD}}};

std::string nothing_more(const Outcome& /*outcome*/) { return ""; }

std::string survived(const Outcome& outcome) { return outcome.told ? "this should be no fault" : ""; }

std::string told_as_memory(const Outcome& outcome) {
  return !outcome.told || outcome.line.find("memory") != std::string::npos ? "" : "nothing is told about memory";
}

// Fewer than these in all would mean that some are no longer made.
constexpr int least_faults = 500, least_survived = 150, least_refusals = 3000;

}  // namespace

BOOST_AUTO_TEST_SUITE(faults)

BOOST_AUTO_TEST_CASE(each_call_of_the_system_may_fail) {
  constexpr std::size_t several_pieces = 3000;
  const Pieces pieces(several_pieces);
  House house;
  int total = 0;
  for (const auto& action : house.actions()) {
    std::map<std::string, int> met;
    std::string counts;
    for (const auto& [call, errors] : errors_of) {
      for (const int error : errors)
        for (const bool lasting : {false, true}) {
          met[call] =
              each_fault(house, action, {.call = call, .nth = 1, .lasting = lasting, .error = error}, nothing_more);
          total += met[call];
        }
      if (met[call] > 0) counts += fmt::format(" {} {}", call, met[call]);
    }
    for (const auto& [call, least] : action.least)
      BOOST_TEST(met[call] >= least, action.name << " meets too few: " << call);
    BOOST_TEST_MESSAGE(fmt::format("{:<26}{}", action.name, counts));
  }
  BOOST_TEST_MESSAGE("faults in all: " << total);
  BOOST_TEST(total >= least_faults);
}

BOOST_AUTO_TEST_CASE(a_signal_or_a_file_system_without_fsync_is_no_fault) {
  House house;
  int total = 0;
  for (const auto& action : house.actions()) {
    for (const char* call : {"open", "read", "write", "fsync", "close", "wait4"})
      total += each_fault(house, action, {.call = call, .nth = 1, .error = EINTR}, survived);
    total += each_fault(house, action, {.call = "fsync", .nth = 1, .lasting = true, .error = EINVAL}, survived);
  }
  BOOST_TEST_MESSAGE("survived: " << total);
  BOOST_TEST(total >= least_survived);
}

BOOST_AUTO_TEST_CASE(bytes_may_come_one_by_one) {
  const Pieces pieces(1);
  House house;
  for (const auto& action : house.actions()) {
    const auto outcome = house.live_through({.call = "none", .nth = 1}, action);
    BOOST_TEST((outcome.problem.empty() && !outcome.told), action.name << ": " << outcome.problem << outcome.line);
  }
}

BOOST_AUTO_TEST_CASE(no_time_is_negative_when_the_clock_goes_back) {
  House house;
  clock_goes_back = true;
  const auto before = std::chrono::system_clock::now();
  BOOST_TEST((std::chrono::system_clock::now() < before));
  BOOST_TEST(!house.live_through({.call = "none", .nth = 1}, house.actions().back()).told);
  clock_goes_back = false;
  const auto epoch = nlohmann::json::parse(bytes_of(house.file("new.json")))["epochs"][0];
  for (const char* time : {"seconds", "start_up"}) {
    BOOST_TEST(epoch[time].get<double>() >= 0);
    BOOST_TEST(epoch[time].get<double>() < 600);
  }
}

BOOST_AUTO_TEST_CASE(each_request_for_memory_may_be_refused) {
  House house;
  auto actions = house.actions();
  const auto of_tensors = tensor_actions();
  actions.insert(actions.end(), of_tensors.begin(), of_tensors.end());
  int total = 0;
  for (const auto& action : actions) {
    BOOST_REQUIRE(house.live_through({.call = "none", .nth = 1}, action).problem.empty());  // what is made once is made
    std::array<int, 2> met{};
    for (const bool lasting : {false, true})
      met.at(lasting) =
          each_fault(house, action, {.call = "operator new", .nth = 1, .lasting = lasting}, told_as_memory);
    constexpr int least = 3;
    BOOST_TEST(met[1] >= least, action.name << " asks for memory only " << met[1] << " times");
    total += met[0] + met[1];
    BOOST_TEST_MESSAGE(fmt::format("{:<26} once {}, from then on {}", action.name, met[0], met[1]));
  }
  BOOST_TEST_MESSAGE("refusals in all: " << total);
  BOOST_TEST(total >= least_refusals);
}

BOOST_AUTO_TEST_SUITE_END()

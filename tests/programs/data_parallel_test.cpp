// 8.4: many processes come to the same weights, to the last bit, and none waits for ever for another.
#include <chrono>
#include <csignal>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <string>
#include <thread>
#include <utility>
#include <vector>

#include <boost/test/unit_test.hpp>
#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <d2l/io/sealed.hpp>

#include "running.hpp"
#include "support/contains.hpp"
#include "support/cuda.hpp"
#include "support/idx_files.hpp"
#include "support/mpirun.hpp"
#include "support/programs.hpp"
#include "support/scratch_folder.hpp"
#include "support/skipped.hpp"
#include "support/wait_until.hpp"

namespace {

const std::string launch = D2L_SOURCE_DIR "/chapters/08_computational_performance/data-parallel/launch";

boost::test_tools::assertion_result can_start_processes(boost::unit_test::test_unit_id /*suite*/) {
  if (shell("command -v mpirun").status != 0) return skipped("there is no mpirun here");
  if (contains(shell(mpirun + " -np 2 data-parallel --processes 2 --limit 1").output, "this build has no MPI"))
    return skipped("this build has no MPI");
  return true;
}

// A folder with a small dataset and the files of a training.
class Course {
 public:
  Course() { write_small_fashion_mnist(data_.path(), examples); }

  std::string data() const { return "--data-dir " + data_.path().string(); }
  std::string file(const std::string& name) const { return files_.file(name); }
  // The command line of a training by so many processes.
  std::string command(int processes, const std::string& options) const {
    return fmt::format("env {} {} {}/data-parallel --processes {} {} {}", with_mpi, launch, D2L_BIN_DIR, processes,
                       data(), options);
  }
  // Sends a signal to that process of its trainings that started last, and to none of another test's.
  void send_to_last(const std::string& signal) const {
    BOOST_REQUIRE(shell("pkill -" + signal + " -n -f '^" D2L_BIN_DIR "/data-parallel .*" + data() + "'").status == 0);
  }
  // The processes of its trainings that still run; a moment is granted to those that are being ended.
  std::string left_behind() const {
    const auto those = [&] { return shell("pgrep -af -- '" + data() + "' | grep -v pgrep").output; };
    for (int moment = 0; moment < 50 && !those().empty(); ++moment)
      std::this_thread::sleep_for(std::chrono::milliseconds(100));
    return those();
  }
  // What the training came to: its record, without the seconds and what else differs by itself.
  nlohmann::json train(int processes, const std::string& options) const {
    const auto record = file("record.json");
    return read(command(processes, options + " --record " + record), record);
  }
  // That of another program.
  nlohmann::json train(const std::string& program, const std::string& options) const {
    const auto record = file("record.json");
    return read(fmt::format("{} {} {} --record {}", program, data(), options, record), record);
  }

 private:
  static constexpr std::uint32_t examples = 205;  // of which batches of 100 leave 5

  static nlohmann::json read(const std::string& command, const std::string& file) {
    const auto outcome = shell(command);
    BOOST_REQUIRE_MESSAGE(outcome.status == 0, command << ": " << outcome.output);
    auto record = nlohmann::json::parse(std::ifstream(file));
    for (auto& epoch : record["epochs"])
      for (const auto* key : {"seconds", "start_up"}) epoch.erase(key);
    return record;
  }

  ScratchFolder data_, files_;
};

const std::vector<std::string> models{"mlp --batch-size 100", "dropout --batch-size 100", "lenet --batch-size 60"};

// What two trainings of the same digits have alike.
void expect_same_digits(const nlohmann::json& one, const nlohmann::json& other) {
  BOOST_TEST(one["results"]["weights_sha256"] == other["results"]["weights_sha256"]);
  BOOST_TEST(one["epochs"] == other["epochs"]);
}

// Processes that have other options each. (mpirun could be told so itself, but that of Open MPI 5.0.7 crashes then.)
Outcome of_two(const std::string& first, const std::string& second) {
  return shell(fmt::format("{} -np 2 sh -c 'if [ $OMPI_COMM_WORLD_RANK = 0 ]; then exec {}; else exec {}; fi'", mpirun,
                           first, second));
}

}  // namespace

BOOST_AUTO_TEST_SUITE(data_parallel, *boost::unit_test::precondition(can_start_processes))

BOOST_AUTO_TEST_CASE(any_number_of_processes_has_the_same_digits) {
  const Course course;
  for (const auto& model : models) {
    const auto options = "--epochs 2 --seed 5 --model " + model;
    const auto alone = course.train(1, options);
    for (const int processes : {2, 3, 4}) BOOST_TEST_CONTEXT(processes << " processes: " << options)
    expect_same_digits(course.train(processes, options), alone);
  }
}

BOOST_AUTO_TEST_CASE(a_training_goes_on_with_another_number) {
  const Course course;
  for (const auto& model : models) {
    const auto options = "--seed 6 --model " + model;
    const auto whole = course.train(2, options + " --epochs 3");
    course.train(4, options + " --epochs 2 --save " + course.file("state"));
    expect_same_digits(course.train(3, "--epochs 3 --load " + course.file("state")), whole);
  }
}

BOOST_AUTO_TEST_CASE(one_shard_has_the_digits_of_the_plain_program) {
  const Course course;
  const std::vector<std::string> programs{"mlp-concise", "dropout-concise", "batch-norm-concise"};
  for (std::size_t i = 0; i < programs.size(); ++i) {
    const auto batch = models[i].substr(models[i].find(' '));
    BOOST_TEST(course.train(1, "--shards 1 --epochs 2 --model " + models[i])["epochs"] ==
               course.train(programs[i], "--threads 1 --epochs 2" + batch)["epochs"]);
  }
}

BOOST_AUTO_TEST_CASE(the_engines_own_sum_is_near) {
  const Course course;
  const auto exact = course.train(3, "--epochs 1"), fast = course.train(3, "--epochs 1 --reduction fast");
  const double there = exact["epochs"][0]["loss"], here = fast["epochs"][0]["loss"];
  BOOST_TEST(there == here, boost::test_tools::tolerance(1e-5));
}

BOOST_AUTO_TEST_CASE(what_does_not_fit_is_refused_at_the_start) {
  const Course course, other;
  write_small_fashion_mnist(course.file("other"), 204);
  const auto program = "data-parallel --processes 2 --epochs 1 ";
  const auto all = program + course.data();
  const auto refused = [&](const std::string& second, const std::string& why) {
    const auto outcome = of_two(all, second);
    BOOST_TEST(outcome.status == 1);
    BOOST_TEST(contains(outcome.output, "process 1 of 2 on "), outcome.output);
    BOOST_TEST(contains(outcome.output, why), outcome.output);
    BOOST_TEST(!contains(outcome.output, "epoch 1"));
  };
  refused(all + " --lr 0.25", "another options than process 0");
  refused(program + ("--data-dir " + course.file("other")), "another data than process 0");
  shell("cp \"$(command -v data-parallel)\" " + course.file("built-anew") + "; echo >>" + course.file("built-anew"));
  refused(course.file("built-anew") + all.substr(all.find(' ')), "another build than process 0");
}

BOOST_AUTO_TEST_CASE(what_cannot_be_is_told_once) {
  const Course course;
  const auto told = [&](int processes, const std::string& options, int status, const std::string& message) {
    const auto outcome = shell(course.command(processes, options) + " 2>&1 >/dev/null");
    BOOST_TEST(outcome.status == status);
    BOOST_TEST(outcome.output == "data-parallel: " + message + "\n");
  };
  told(2, "--shard 8", 2, "unknown option --shard; did you mean --shards? (--help shows them all)");
  told(2, "--model resnet", 2, "--model: there is no 'resnet'; --help shows those that there are");
  told(3, "--shards 2", 2,
       "--processes 3: a batch has 2 shards, so 1 would have nothing to do; take fewer, or more --shards");
  told(2, "--model lenet --batch-size 100", 2,
       "--shards 8: a batch of 5 images would leave shards of one, which batch normalization cannot take; take fewer "
       "shards, or another --batch-size");
  told(2, "--save /dev/full --epochs 1", 1,
       "/dev/full: cannot be written: No space left on device; make room on that disk, or choose another");
  told(0, "", 2, "--processes: '0' is not a whole number from 1 to 1048576");
  told(1, "--hosts " + course.file("nowhere"), 2,
       "--hosts: " + course.file("nowhere") +
           " cannot be read; it has a machine a line, as the hostfile of mpirun: NAME slots=2");
  const auto alone = shell("data-parallel --processes 2 " + course.data() + " 2>&1 >/dev/null");
  BOOST_TEST(alone.status == 2);
  BOOST_TEST(alone.output ==
             "data-parallel: --processes 2: one was started here; ./run data-parallel --processes 2 starts them all\n");
}

// The training is long enough to be running; the last of its processes to be started is ended, or stopped.
BOOST_AUTO_TEST_CASE(the_others_end_when_one_is_killed_or_stopped) {
  const Course course;
  const auto state = course.file("state"), messages = course.file("messages");
  for (const auto& [signal, reduction] :
       {std::pair<std::string, std::string>("KILL", "exact"), {"STOP", "exact"}, {"STOP", "fast"}}) {
    const auto training =
        course.command(3, "--epochs 100000 --time-limit 2 --reduction " + reduction + " --save " + state);
    const Running running("exec bash -c 'exec " + training + " 2>" + messages + "'");
    wait_until([&] { return std::filesystem::exists(state); });
    course.send_to_last(signal);
    BOOST_TEST(running.wait() == 1);
    BOOST_TEST(course.left_behind() == "");
    const auto told = bytes_of(messages);
    BOOST_TEST(contains(told, signal == "KILL" ? " was ended by signal 9, and the others with it"
                                               : " waited 2 s for process "),
               told);
    BOOST_TEST(!d2l::load_sealed(state).tensors.empty());  // which throws where it is not whole
    std::filesystem::remove(state);
  }
}

// Ctrl-C reaches the script that started them, a closed terminal as well; and nobody trains for a reader who has gone.
BOOST_AUTO_TEST_CASE(all_end_with_the_one_that_started_them) {
  const Course course;
  const auto state = course.file("state");
  for (const auto& [signal, status] : {std::pair(SIGINT, 130), {SIGTERM, 143}, {SIGHUP, 129}, {SIGKILL, 137}}) {
    const Running running("exec " + course.command(2, "--epochs 100000 --save " + state));
    wait_until([&] { return std::filesystem::exists(state); });
    running.send(signal);
    BOOST_TEST(running.wait() == status);
    BOOST_TEST(course.left_behind() == "");
    std::filesystem::remove(state);
  }
  const auto read_by_head = shell(course.command(2, "--epochs 100000") + " | head -n 3");
  BOOST_TEST(contains(read_by_head.output, "epoch 1, loss"));
  BOOST_TEST(course.left_behind() == "");
  const auto full = shell(course.command(2, "--epochs 1") + " >/dev/full");
  BOOST_TEST(full.status == 1);
  BOOST_TEST(full.output == "data-parallel: standard output cannot be written; is its disk full, or closed?\n");
}

BOOST_AUTO_TEST_SUITE_END()

boost::test_tools::assertion_result gpu_and_processes(boost::unit_test::test_unit_id suite) {
  const auto can = any_gpu(suite);
  return can ? can_start_processes(suite) : can;
}

BOOST_AUTO_TEST_SUITE(cuda_data_parallel, *boost::unit_test::precondition(gpu_and_processes))

// Each process takes another GPU, or shares one; the sums are the same.
BOOST_AUTO_TEST_CASE(any_number_of_processes_has_the_same_digits) {
  const Course course;
  const std::string options = "--epochs 1 --seed 5 --device cuda --batch-size 100";
  const auto alone = course.train(1, options);
  for (const int processes : {2, 3}) expect_same_digits(course.train(processes, options), alone);
}

BOOST_AUTO_TEST_SUITE_END()

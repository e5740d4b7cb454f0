// The programs with --device cuda: they compute what they compute on the CPU, go on there from what was saved here, and
// say in a line what a device lacks.
#include "support/cuda.hpp"

#include <algorithm>
#include <cmath>
#include <map>
#include <regex>
#include <string>
#include <vector>

#include <boost/test/unit_test.hpp>
#include <nlohmann/json.hpp>

#include "support/contains.hpp"
#include "support/programs.hpp"
#include "support/scratch_folder.hpp"
#include "trainings.hpp"

namespace {

using nlohmann::json;

// What a training is held to, of the value where that is above 1.
constexpr double agreement = 1e-4;

void expect_close(const json& on_gpu, const json& on_cpu, const std::string& name) {
  const auto x = on_gpu.get<double>(), right = on_cpu.get<double>();
  BOOST_CHECK_MESSAGE(std::abs(x - right) <= agreement * std::max(1.0, std::abs(right)),
                      name << " is " << x << " on the GPU, " << right << " on the CPU");
}

// The losses of the first batches and of the epochs.
void expect_same_losses(const json& on_gpu, const json& on_cpu, std::size_t least_batches) {
  BOOST_REQUIRE_EQUAL(on_gpu.size(), on_cpu.size());
  for (std::size_t e = 0; e < on_cpu.size(); ++e) {
    expect_close(on_gpu[e]["loss"], on_cpu[e]["loss"], "the loss of epoch " + std::to_string(e + 1));
    if (!on_cpu[e].contains("first_batches")) continue;
    const auto &x = on_gpu[e]["first_batches"], &right = on_cpu[e]["first_batches"];
    BOOST_REQUIRE_GE(right.size(), least_batches);
    BOOST_REQUIRE_EQUAL(x.size(), right.size());
    for (std::size_t i = 0; i < right.size(); ++i)
      expect_close(x[i], right[i], "the loss of batch " + std::to_string(i + 1));
  }
}

// Whether it trains a deep network on images of a size of its own: on a few batches, lest the emulator needs minutes.
bool is_deep(const std::string& training) { return contains(training, "--size"); }

// As short as it can be, with 20 batches wherever there are so many examples.
std::string one_epoch(const std::string& training) {
  if (is_deep(training)) return std::string(training).replace(training.find("--epochs 4"), 10, "--epochs 1");
  const bool has_images = contains(training, "--limit");
  return name_of(training) + " --epochs 1" + (has_images ? " --limit 160 --batch-size 8" : "");
}

// Numbers that the lessons compute. Times and what the device is called are none, nor how much memory a graph keeps:
// its Nodes and the heads of its tensors are in that of the host.
json results_on(const std::string& device, const ScratchFolder& folder, const std::string& command) {
  const auto all = run(folder, command + " --device " + device).record["results"];
  json results;
  for (const auto& [name, value] : all.items())
    if (!name.starts_with("kept_for_batch_")) results[name] = value;
  return results;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(cuda, *boost::unit_test::precondition(any_gpu) * boost::unit_test::fixture<SmallData>())

BOOST_AUTO_TEST_CASE(losses_of_the_first_batches_are_those_of_the_cpu) {
  const ScratchFolder folder;
  // The emulator takes minutes for all three, and does for other numbers what it does for these.
  const auto seeds = d2l::cuda::is_emulated() ? std::vector<std::string>{"0"} : std::vector<std::string>{"0", "1", "2"};
  for (const auto& training : trainings())
    for (const auto& seed : seeds) BOOST_TEST_CONTEXT(training << ", seed " << seed) {
        const auto command = one_epoch(training) + " --seed " + seed;
        const auto on_cpu = run(folder, command + " --device cpu").record,
                   on_gpu = run(folder, command + " --device cuda").record;
        BOOST_TEST(on_gpu["device"] == "cuda:0");
        // Of the first fit of the run: a later one may be of a single batch.
        BOOST_TEST(on_cpu["epochs"][0]["first_batches"].size() >= (is_deep(training) ? 2U : 10U));
        expect_same_losses(on_gpu["epochs"], on_cpu["epochs"], 1);
      }
}

BOOST_AUTO_TEST_CASE(lessons_show_what_they_show_on_the_cpu) {
  const ScratchFolder folder;
  for (const auto& program : all_programs()) {
    const auto runs_it = [&](const std::string& training) { return name_of(training) == program; };
    const bool trains = std::ranges::any_of(trainings(), runs_it) || std::ranges::any_of(large_trainings(), runs_it);
    // The first needs none; the others train, or take 100,000 steps of one number, for which the emulator needs
    // minutes.
    if (trains || program == "use-gpu" || program == "optimizer-race" || program == "spiral" ||
        program == "gradient-descent")
      continue;
    const std::map<std::string, std::string> whose_results_are_times{{"fashion-mnist", " --limit 100"},
                                                                     {"imperative-symbolic", ""},
                                                                     {"async", " --limit 300 --size 28"},
                                                                     {"parallel", ""}};
    const auto timed = whose_results_are_times.find(program);
    const auto command = timed == whose_results_are_times.end() ? program : program + timed->second;
    BOOST_TEST_CONTEXT(command) {
      const auto on_cpu = results_on("cpu", folder, command), on_gpu = results_on("cuda", folder, command);
      if (timed == whose_results_are_times.end())
        BOOST_TEST(equal_to_rounding(on_gpu, on_cpu), on_gpu.dump() << "\ninstead of\n" << on_cpu.dump());
    }
  }
}

BOOST_AUTO_TEST_CASE(the_lesson_on_gpus_finds_one) {
  const auto outcome = shell("use-gpu --device cuda");
  BOOST_TEST_REQUIRE(outcome.status == 0, outcome.output);
  BOOST_TEST(contains(outcome.output, "device='cuda:0'"), outcome.output);
  BOOST_TEST(!contains(outcome.output, "Without a GPU"));
}

BOOST_AUTO_TEST_CASE(a_training_goes_on_on_the_other_device) {
  const ScratchFolder folder;
  const auto state = folder.file("state.safetensors");
  for (const std::string name : {"mlp-concise", "dropout-concise", "weight-decay-concise"}) {
    const auto whole = name + (name.starts_with("weight") ? "" : " --limit 256") + " --epochs 2";
    const auto half = name + (name.starts_with("weight") ? "" : " --limit 256") + " --epochs 1";
    const auto uninterrupted = run(folder, whole + " --device cpu").record["epochs"];
    for (const auto& [first, second] : {std::pair("cpu", "cuda"), {"cuda", "cpu"}, {"cuda", "cuda"}})
      BOOST_TEST_CONTEXT(name << " on " << first << ", then on " << second) {
        run(folder, half + " --device " + first + " --save " + state);
        const auto resumed = run(folder, name + " --epochs 2 --device " + second + " --load " + state).record;
        expect_same_losses(resumed["epochs"], uninterrupted, 1);
      }
  }
}

BOOST_AUTO_TEST_CASE(a_start_that_was_saved_on_one_device_starts_the_other) {
  const ScratchFolder folder;
  const auto init = folder.file("init.safetensors");
  const std::string command = "mlp-scratch --limit 256 --epochs 1";
  const auto saved = run(folder, command + " --seed 4 --device cuda --save-init " + init).record;
  expect_same_losses(run(folder, command + " --seed 9 --device cpu --init " + init).record["epochs"], saved["epochs"],
                     1);
  expect_same_losses(run(folder, command + " --seed 9 --device cuda --init " + init).record["epochs"], saved["epochs"],
                     1);
}

BOOST_AUTO_TEST_CASE(the_same_seed_prints_the_same_digits_again) {
  const ScratchFolder folder;
  for (const std::string command : {"mlp-scratch --limit 256 --epochs 1", "dropout-scratch --limit 256 --epochs 1"})
    expect_same(run(folder, command + " --device cuda"), run(folder, command + " --device cuda"));
}

BOOST_AUTO_TEST_CASE(compare_finds_the_two_versions_alike_there) {
  const auto outcome = shell("compare softmax-regression --limit 512 --epochs 1 --device cuda");
  BOOST_TEST(outcome.status == 0, outcome.output);
}

BOOST_AUTO_TEST_CASE(a_training_that_diverges_there_says_where) {
  const auto outcome = shell("linear-regression-scratch --lr 1e30 --device cuda >/dev/null");
  BOOST_TEST(outcome.status == 1);
  BOOST_TEST(contains(outcome.output, "in epoch 1, batch 2: the training diverged; try a smaller --lr"),
             outcome.output);
  BOOST_TEST(std::ranges::count(outcome.output, '\n') == 1);
}

BOOST_AUTO_TEST_SUITE_END()

namespace {

boost::test_tools::assertion_result emulated_gpu(boost::unit_test::test_unit_id suite) {
  if (d2l::cuda::is_emulated()) return any_gpu(suite);
  return skipped("this needs the emulator");
}

}  // namespace

// What a machine may lack, which the emulator can pretend (tests/cuda_emulator).
BOOST_AUTO_TEST_SUITE(cuda_lacks,
                      *boost::unit_test::precondition(emulated_gpu) * boost::unit_test::fixture<SmallData>())

BOOST_AUTO_TEST_CASE(each_is_told_in_a_line) {
  const std::vector<std::pair<std::string, std::string>> cases{
      {"CUDA_EMULATOR_DRIVER=none",
       "device cuda:0: there is no GPU to use (no CUDA driver is loaded); use --device cpu"},
      {"CUDA_EMULATOR_DEVICES=0",
       "device cuda:0: there is no GPU to use (the CUDA driver finds no device); use --device cpu"},
      {"CUDA_EMULATOR_ARCHITECTURE=61",
       "device cuda:0: there is no GPU to use (the GPU cuda:0 has compute capability 6.1, and this build is for 7.5 "
       "and "
       "above; build it with CMAKE_CUDA_ARCHITECTURES=61, or hide it by CUDA_VISIBLE_DEVICES); use --device cpu"},
      {"CUDA_EMULATOR_MEMORY=1000000", "out of memory on cuda:0: "},
      {"D2L_CUDA_CACHE=off", "D2L_CUDA_CACHE: 'off' is not 0 or 1"},
      {"D2L_CUDA_GRAPHS=no", "D2L_CUDA_GRAPHS: 'no' is not 0 or 1"},
      {"D2L_TF32=2", "D2L_TF32: '2' is not 0 or 1"},
      {"CUDA_EMULATOR_FAIL=launch:30", ": CUDA says "},
      {"CUDA_EMULATOR_FAIL=kernel:30", ": CUDA says "},
      {"CUDA_EMULATOR_FAIL=copy:9", ": CUDA says "}};
  for (const auto& [environment, said] : cases) {
    const auto outcome =
        shell("export " + environment + "; mlp-concise --limit 300 --epochs 1 --device cuda >/dev/null");
    BOOST_TEST_CONTEXT(environment << ": " << outcome.output) {
      // The emulator adds what it knows of a kernel's fault.
      const auto told = std::regex_replace(outcome.output, std::regex("(^|\n)cuda_emulator: [^\n]*\n"), "$1");
      BOOST_TEST(outcome.status == 1);
      BOOST_TEST(contains(told, said));
      BOOST_TEST(std::ranges::count(told, '\n') == 1);
    }
  }
}

BOOST_AUTO_TEST_CASE(without_a_driver_everything_runs_on_the_cpu) {
  for (const std::string environment : {"CUDA_EMULATOR_DRIVER=none", "CUDA_EMULATOR_DEVICES=0"}) {
    const auto outcome = shell("export " + environment + "; mlp-concise --limit 300 --epochs 1; use-gpu --version");
    BOOST_TEST(outcome.status == 0);
    BOOST_TEST(contains(outcome.output, "device cpu"), outcome.output);
  }
}

BOOST_AUTO_TEST_SUITE_END()

// What only a real GPU can show: its own library's products, on the real images.
BOOST_AUTO_TEST_SUITE(on_a_real_gpu, *boost::unit_test::precondition(real_gpu))

BOOST_AUTO_TEST_CASE(softmax_regression_agrees_over_five_epochs_and_the_perceptron_over_20_batches) {
  const ScratchFolder folder;
  for (const std::string seed : {"0", "1", "2"}) {
    for (const std::string version : {"scratch", "concise"}) {
      const auto on = [&](const std::string& command, const std::string& device) {
        return run(folder, command + version + " --seed " + seed + " --device " + device).record["epochs"];
      };
      BOOST_TEST_CONTEXT(version << ", seed " << seed) {
        expect_same_losses(on("softmax-regression-", "cuda"), on("softmax-regression-", "cpu"), 20);
        const auto on_gpu = on("mlp-", "cuda"), on_cpu = on("mlp-", "cpu");
        for (std::size_t i = 0; i < 20; ++i)
          expect_close(on_gpu[0]["first_batches"].at(i), on_cpu[0]["first_batches"].at(i),
                       "batch " + std::to_string(i + 1));
      }
    }
  }
}

BOOST_AUTO_TEST_SUITE_END()

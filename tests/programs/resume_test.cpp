// A training that is stopped and gone on with prints what one that was never stopped prints, to the last digit.
#include <algorithm>
#include <fstream>
#include <string>

#include <boost/test/unit_test.hpp>

#include "support/programs.hpp"
#include "support/scratch_folder.hpp"
#include "trainings.hpp"

namespace {

std::string with_two_epochs(std::string command) {
  return command.replace(command.find("--epochs 4"), 10, "--epochs 2");
}

}  // namespace

BOOST_AUTO_TEST_SUITE(resume, *boost::unit_test::fixture<SmallData>())

BOOST_AUTO_TEST_CASE(stopped_after_epoch_2_and_resumed_with_the_options_that_it_had) {
  const ScratchFolder folder;
  const auto state = folder.file("state.safetensors");
  for (const auto& training : trainings()) {
    BOOST_TEST_CONTEXT(training) {
      const auto uninterrupted = run(folder, training);
      run(folder, with_two_epochs(training) + " --save " + state);
      expect_same(run(folder, name_of(training) + " --epochs 4 --load " + state), uninterrupted);
      // Saved over the file it came from, and gone on with after its end: the same once more.
      expect_same(run(folder, name_of(training) + " --epochs 4 --load " + state + " --save " + state), uninterrupted);
      expect_same(run(folder, name_of(training) + " --load " + state), uninterrupted);
    }
  }
}

BOOST_AUTO_TEST_CASE(killed_in_the_middle_and_resumed) {
  const ScratchFolder folder;
  const auto state = folder.file("state.safetensors");
  for (const std::string training :
       {"weight-decay-concise --epochs 60", "underfit-overfit --epochs 60", "mlp-scratch --limit 2000 --epochs 30"}) {
    BOOST_TEST_CONTEXT(training) {
      const auto uninterrupted = run(folder, training);
      for (const std::string delay : {"0.1", "0.2", "0.4"}) {
        std::filesystem::remove(state);
        shell(training + " --save " + state + " >/dev/null & sleep " + delay + "; kill -KILL $!; wait $!");
        if (std::filesystem::exists(state))
          expect_same(run(folder, name_of(training) + " --load " + state), uninterrupted);
      }
    }
  }
}

BOOST_AUTO_TEST_CASE(what_does_not_fit_is_refused_and_the_file_stays) {
  const ScratchFolder folder;
  const auto state = folder.file("state.safetensors"), other = folder.file("other.safetensors");
  run(folder, "mlp-concise --limit 600 --epochs 2 --save " + state);
  const auto before = bytes_of(state);
  const auto refused = [&](const std::string& command, int status, const std::string& said) {
    const auto outcome = shell(command + " >/dev/null");
    BOOST_TEST_CONTEXT(command << "\n" << outcome.output) {
      BOOST_TEST(outcome.status == status);
      BOOST_TEST(outcome.output.find(said) != std::string::npos, "it should say: " << said);
      BOOST_TEST(std::ranges::count(outcome.output, '\n') == 1);
    }
  };
  refused("mlp-scratch --load " + state, 1, "was written by mlp-concise, and mlp-scratch cannot go on from there");
  refused("mlp-concise --epochs 1 --load " + state, 1, "holds 2 epochs, and --epochs asks for 1 in all");
  refused("mlp-concise --load " + state + " --init " + state, 2, "--init and --load exclude each other");
  refused("mlp-concise --load " + folder.file("nothing"), 1,
          "there is no such file; --load takes one that --save wrote");
  refused("mlp-concise --save " + folder.file("nowhere/file"), 1, folder.file("nowhere/file"));
  refused("mlp-concise --init " + state, 1, "unexpected: epochs, first_batches");

  run(folder, "mlp-concise --limit 600 --epochs 1 --save-init " + other);
  refused("mlp-concise --limit 600 --load " + other, 1, "has no 'epochs'");
  for (const auto size : {0, 7, 100, static_cast<int>(before.size() / 2), static_cast<int>(before.size() - 1)}) {
    std::ofstream(other, std::ios::binary) << before.substr(0, static_cast<std::size_t>(size));
    refused("mlp-concise --load " + other, 1, other);
  }
  BOOST_TEST(bytes_of(state) == before);
}

BOOST_AUTO_TEST_SUITE_END()

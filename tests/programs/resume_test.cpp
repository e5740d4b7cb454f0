// A training that is stopped and gone on with prints what one that was never stopped prints, to the last digit.
#include <algorithm>
#include <csignal>
#include <filesystem>
#include <fstream>
#include <random>
#include <string>

#include <boost/test/unit_test.hpp>

#include <d2l/io/sealed.hpp>

#include "support/contains.hpp"
#include "support/idx_files.hpp"
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

// After the first checkpoint and before the last: a kill that comes too late, since all was done, is tried once more.
BOOST_AUTO_TEST_CASE(killed_in_the_middle_and_resumed) {
  const ScratchFolder folder;
  const auto state = folder.file("state.safetensors");
  for (const std::string training :
       {"weight-decay-concise --epochs 200", "underfit-overfit --epochs 200", "mlp-scratch --limit 2000 --epochs 30"}) {
    BOOST_TEST_CONTEXT(training) {
      const auto uninterrupted = run(folder, training);
      for (const std::string delay : {"0", "0.02", "0.05"}) {
        int status = 0;
        for (int tries = 0; status == 0 && tries < 20; ++tries) {
          std::filesystem::remove(state);
          status = shell(training + " --save " + state + " >/dev/null & while ! [ -e " + state +
                         " ] && kill -0 $! && [ $((i += 1)) -lt 3000 ]; do sleep 0.01; done; sleep " + delay +
                         "; kill -KILL $!; wait $!")
                       .status;
        }
        BOOST_TEST(status == 128 + SIGKILL);
        BOOST_TEST_REQUIRE(std::filesystem::exists(state));
        expect_same(run(folder, name_of(training) + " --load " + state), uninterrupted);
      }
    }
  }
}

// Adam's state, a schedule and clipping, in a program of a reader's own (tests/own_table).
BOOST_AUTO_TEST_CASE(a_program_of_one_s_own_goes_on_as_any_other) {
  const ScratchFolder folder;
  const auto state = folder.file("state.safetensors"), figure = folder.file("figure.svg");
  std::mt19937 draw(1);
  std::ofstream table(folder.file("table.csv"));
  for (int i = 0; i < 100; ++i) {
    const auto x = static_cast<double>(draw() % 100) / 50 - 1, y = static_cast<double>(draw() % 100) / 50 - 1;
    table << x << ',' << y << ',' << x * y << ',' << (x * x + y * y < 0.7) << '\n';
  }
  table.close();
  const auto there = "cd " + folder.path().string() + "; own-table --epochs ";
  const auto uninterrupted = run(folder, there + "8 --plot " + figure);
  BOOST_TEST(std::filesystem::file_size(figure) > 1000U);
  BOOST_TEST(uninterrupted.record["epochs"].back()["train_acc"] > uninterrupted.record["epochs"].front()["train_acc"]);
  // The schedule is that of 8 epochs, so the training is stopped, and not made shorter.
  const auto stopped =
      shell(there + "8 --save " + state + " & while ! [ -e " + state +
            " ] && kill -0 $! && [ $((i += 1)) -lt 3000 ]; do sleep 0.001; done; kill -INT $!; wait $!");
  BOOST_TEST_REQUIRE(std::filesystem::exists(state), stopped.output);
  expect_same(run(folder, there + "8 --load " + state + " --plot " + figure), uninterrupted);
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
  refused("mlp-concise --limit 600 --load " + other, 1, "does not say the 'program' of its run");
  for (const auto size : {0, 7, 100, static_cast<int>(before.size() / 2), static_cast<int>(before.size() - 1)}) {
    std::ofstream(other, std::ios::binary) << before.substr(0, static_cast<std::size_t>(size));
    refused("mlp-concise --load " + other, 1, other);
  }
  BOOST_TEST(bytes_of(state) == before);
}

BOOST_AUTO_TEST_CASE(a_training_that_diverges_keeps_the_last_checkpoint) {
  const ScratchFolder folder;
  const auto state = folder.file("state.safetensors");
  const auto diverges = [&](const std::string& command, const std::string& where) {
    const auto outcome = shell(command + " --save " + state + " >/dev/null");
    BOOST_TEST(outcome.status == 1);
    BOOST_TEST(outcome.output.find(where) != std::string::npos, where << " in " << outcome.output);
    BOOST_TEST(outcome.output.find("the training diverged") != std::string::npos, outcome.output);
  };
  write_bytes(state, "old");
  diverges("linear-regression-scratch --lr 1e30", "in epoch 1, ");
  BOOST_TEST(bytes_of(state) == "old");
  run(folder, "linear-regression-scratch --epochs 1 --save " + state);
  const auto checkpoint = bytes_of(state);
  diverges("linear-regression-scratch --lr 1e30 --epochs 3 --load " + state, "in epoch 2, ");
  BOOST_TEST((bytes_of(state) == checkpoint));
  // A step too long at the end of the epoch: its loss is that before.
  diverges("linear-regression-scratch --batch-size 1000 --lr 1e38 --epochs 3 --load " + state, "2");
  BOOST_TEST((bytes_of(state) == checkpoint));
  // The loss grows from batch to batch, and is too large for a float in epoch 2.
  std::filesystem::remove(state);
  diverges("linear-regression-scratch --lr 2.2 --epochs 3", "in epoch 2, ");
  BOOST_TEST(d2l::load_safetensors_metadata(state).at("epochs") == "3");
  BOOST_TEST(shell("linear-regression-scratch --epochs 1 --load " + state).status == 0, "after epoch 1");
}

// The random numbers go on where they were: a seed that is not theirs would be told, printed and recorded in vain.
BOOST_AUTO_TEST_CASE(another_seed_for_a_training_that_goes_on_is_refused) {
  const ScratchFolder folder;
  const auto state = folder.file("state.safetensors");
  run(folder, "softmax-regression-concise --limit 600 --epochs 1 --seed 5 --save " + state);
  const auto load = " --epochs 2 --load " + state;
  BOOST_TEST(shell("softmax-regression-concise --seed 5" + load).status == 0);
  const auto outcome = shell("softmax-regression-concise --seed 77" + load);
  BOOST_TEST(outcome.status == 2);
  BOOST_TEST(outcome.output.starts_with("softmax-regression-concise: --seed 77: " + state +
                                        " holds a training of seed 5, which goes on with its random numbers; "),
             outcome.output);
  run(folder, "dropout-concise --limit 600 --epochs 1 --save " + state);
  BOOST_TEST(shell("dropout-concise --aligned" + load).status == 2);
}

BOOST_AUTO_TEST_CASE(a_training_goes_on_with_its_data_and_knows_where_it_began) {
  const ScratchFolder folder;
  const auto init = folder.file("init.safetensors"), state = folder.file("state.safetensors");
  run(folder, "adam-scratch --epochs 1 --seed 1 --save-init " + init);
  const auto from_init = "adam-scratch --seed 2 --init " + init;
  const auto uninterrupted = run(folder, from_init + " --epochs 3");
  run(folder, from_init + " --epochs 1 --save " + state);
  const auto resumed = run(folder, "adam-scratch --epochs 3 --data table --load " + state);
  for (const auto* key : {"epochs", "results"}) BOOST_TEST(resumed.record[key] == uninterrupted.record[key]);
  const auto outcome = shell("adam-scratch --epochs 3 --data airfoil --load " + state);
  BOOST_TEST(outcome.status == 2);
  BOOST_TEST(outcome.output == "adam-scratch: --data airfoil: " + state +
                                   " holds a training on table; leave --data out, or begin anew\n");
}

BOOST_AUTO_TEST_CASE(a_training_goes_on_with_its_dropout) {
  const ScratchFolder folder;
  const auto state = folder.file("state.safetensors");
  const std::string training = "dropout-concise --limit 600 --dropout 0,0.25 --epochs ";
  const auto uninterrupted = run(folder, training + "2");
  BOOST_TEST(uninterrupted.record["options"]["dropout"] == "0,0.25");
  run(folder, training + "1 --save " + state);
  expect_same(run(folder, "dropout-concise --epochs 2 --load " + state), uninterrupted);
  const auto outcome = shell("dropout-concise --dropout 0.2,0.5 --load " + state);
  BOOST_TEST(outcome.status == 2);
  BOOST_TEST(outcome.output.starts_with("dropout-concise: --dropout 0.2,0.5: " + state +
                                        " holds a training with dropout 0,0.25; "),
             outcome.output);
  BOOST_TEST(shell("dropout-concise --dropout 0.0,.25 --load " + state).status == 0);  // the same numbers
  auto [tensors, metadata] = d2l::load_sealed(state);
  metadata["dropout"] = "0,.250";
  d2l::save_sealed(state, tensors, metadata);
  BOOST_TEST(shell("dropout-concise --load " + state).status == 0);  // spelled otherwise by hand
  metadata["dropout"] = "0.2";
  d2l::save_sealed(state, tensors, metadata);
  const auto damaged = shell("dropout-concise --load " + state);
  BOOST_TEST(damaged.status == 1);
  BOOST_TEST(contains(damaged.output, state + ": is damaged: --dropout: '0.2' is not 2 numbers"), damaged.output);
}

BOOST_AUTO_TEST_CASE(the_record_says_which_epochs_were_trained_with_other_options) {
  const ScratchFolder folder;
  const auto state = folder.file("state.safetensors");
  const std::string program = "mlp-concise --threads 2 ";
  run(folder, program + "--limit 600 --epochs 1 --save " + state);
  run(folder, program + "--lr 0.05 --batch-size 100 --epochs 3 --load " + state + " --save " + state);
  const auto last = run(folder, program + "--lr 0.025 --limit 500 --epochs 4 --load " + state);
  const auto& epochs = last.record["epochs"];
  BOOST_TEST((epochs[0]["options"] == nlohmann::json{{"lr", 0.5}, {"batch_size", 256}, {"limit", 600}}));
  BOOST_TEST((epochs[1]["options"] == nlohmann::json{{"lr", 0.05}, {"limit", 600}}));
  BOOST_TEST((epochs[2]["options"] == epochs[1]["options"]));
  BOOST_TEST(!epochs[3].contains("options"));
  BOOST_TEST(last.record["options"]["lr"] == 0.025);
  BOOST_TEST(last.record["options"]["batch_size"] == 100);
  BOOST_TEST(contains(last.output,
                      "\nepoch 1 had lr 0.5, batch size 256, limit 600\n"
                      "epochs 2 to 3 had lr 0.05, limit 600\nepoch 1, loss "));

  // All data again, and a program of several trainings.
  const auto all = run(folder, program + "--limit all --epochs 4 --load " + state);
  BOOST_TEST((all.record["epochs"][0]["options"] == nlohmann::json{{"lr", 0.5}, {"batch_size", 256}, {"limit", 600}}));
  BOOST_TEST(!all.record["options"].contains("limit"));
  run(folder, "weight-decay-concise --epochs 2 --lr 0.001 --save " + state);
  const auto several = run(folder, "weight-decay-concise --epochs 3 --lr 0.003 --load " + state);
  BOOST_TEST(contains(several.output, "lambda=0: epochs 1 to 2 had lr 0.001\n"));
}

BOOST_AUTO_TEST_SUITE_END()

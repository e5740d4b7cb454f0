// A terminal of 80 columns is wide enough for what is said beside the lessons.
#include <string>

#include <boost/test/unit_test.hpp>
#include <fmt/format.h>

#include "support/contains.hpp"
#include "support/longest_line.hpp"
#include "support/programs.hpp"
#include "trainings.hpp"

BOOST_AUTO_TEST_SUITE(columns)

BOOST_AUTO_TEST_CASE(every_help_keeps_to_80_columns) {
  auto names = all_programs();
  names.insert(names.end(), {"compare", "bench", "doctor"});
  for (const auto& name : names) {
    const auto help = shell(name + " --help");
    BOOST_TEST(help.status == 0, name);
    BOOST_TEST(longest_line(help.output) <= 80, help.output);
  }
}

BOOST_AUTO_TEST_CASE(run_and_its_list_keep_to_80_columns) {
  for (const std::string what : {"list", "--help", "help"}) {
    const auto outcome = shell(D2L_SOURCE_DIR "/run " + what);
    BOOST_TEST(outcome.status == 0, what);
    BOOST_TEST(longest_line(outcome.output) <= 80, outcome.output);
  }
}

BOOST_AUTO_TEST_CASE(every_comparison_keeps_to_80_columns) {
  const SmallData small_data;
  for (const std::string model :
       {"linear-regression", "softmax-regression --lr 1e-9", "mlp --limit 300", "weight-decay", "dropout --seed 123456",
        "batch-norm --limit 300", "minibatch-sgd", "momentum --lr 1e-9", "adagrad", "rmsprop", "adadelta", "adam"}) {
    const auto outcome = shell("compare " + model + " --epochs 2 --threads 1");
    BOOST_TEST(outcome.status == 0, outcome.output);
    BOOST_TEST(contains(outcome.output, "epoch"));
    BOOST_TEST(longest_line(outcome.output) <= 80, outcome.output);
  }
}

// Losses and seconds with many digits, too: a cell has fewer decimals then.
BOOST_AUTO_TEST_CASE(large_numbers_stay_in_their_columns) {
  const SmallData small_data;
  const auto outcome = shell("compare mlp --epochs 2 --threads 1 --limit 1000 --lr 30");
  BOOST_TEST(longest_line(outcome.output) <= 80, outcome.output);
}

BOOST_AUTO_TEST_CASE(the_bars_of_compare_name_the_version) {
  const SmallData small_data;
  const auto outcome = shell(
      "TERM=xterm script -qec 'compare mlp --epochs 1 --batch-size 1 --limit 2000 --lr 0.01 --threads 1' /dev/null");
  for (const auto* version : {"scratch", "concise", "aligned"})
    BOOST_TEST(contains(outcome.output, fmt::format("\r{}, epoch 1 [", version)), outcome.output);
}

BOOST_AUTO_TEST_SUITE_END()

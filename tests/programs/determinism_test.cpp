// The same seed, threads and machine print the same digits, run after run; another number of threads changes at most
// rounding, another seed everything.
#include <string>
#include <vector>

#include <boost/test/unit_test.hpp>
#include <nlohmann/json.hpp>

#include "support/scratch_folder.hpp"
#include "trainings.hpp"

namespace {

using nlohmann::json;

json without_threads(json record) {
  record.erase("threads");
  return record;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(determinism, *boost::unit_test::fixture<SmallData>())

BOOST_AUTO_TEST_CASE(runs_repeat_to_the_last_digit_and_threads_change_at_most_rounding) {
  const ScratchFolder folder;
  auto commands = trainings();
  commands.insert(commands.end(), large_trainings().begin(), large_trainings().end());
  for (const auto& training : commands) {
    const auto two = run(folder, training + " --threads 2");
    for (const std::string threads : {"1", "2"}) {
      BOOST_TEST_CONTEXT(training << " by " << threads << " threads") {
        const auto again = run(folder, training + " --threads " + threads);
        if (threads == "2") expect_same(again, two);
        BOOST_TEST(equal_to_rounding(without_threads(again.record), without_threads(two.record)),
                   again.record.dump() << "\ninstead of\n"
                                       << two.record.dump());
      }
    }
  }
}

BOOST_AUTO_TEST_CASE(another_seed_gives_other_numbers) {
  const ScratchFolder folder;
  for (const std::string training : {"mlp-concise --limit 300 --epochs 1", "weight-decay-scratch --epochs 1"})
    BOOST_TEST(run(folder, training + " --seed 1").record["epochs"] !=
               run(folder, training + " --seed 2").record["epochs"]);
}

BOOST_AUTO_TEST_SUITE_END()

// The same seed, threads and machine print the same digits, run after run; another number of threads changes at most
// rounding, another seed everything.
#include <algorithm>
#include <cmath>
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

// Whether both hold the same words and whole numbers, and numbers equal to rounding, at any depth.
bool equal_to_rounding(const json& x, const json& y) {
  constexpr double relative = 1e-4, absolute = 1e-6;
  if (x.is_number_float() && y.is_number_float())
    return std::abs(x.get<double>() - y.get<double>()) <= relative * std::abs(y.get<double>()) + absolute;
  if (!x.is_structured() || x.type() != y.type() || x.size() != y.size()) return x == y;
  if (x.is_array()) return std::ranges::equal(x, y, equal_to_rounding);
  return std::ranges::all_of(x.items(), [&](const auto& item) {
    return y.contains(item.key()) && equal_to_rounding(item.value(), y[item.key()]);
  });
}

}  // namespace

BOOST_AUTO_TEST_SUITE(determinism, *boost::unit_test::fixture<SmallData>())

BOOST_AUTO_TEST_CASE(runs_repeat_to_the_last_digit_and_threads_change_at_most_rounding) {
  const ScratchFolder folder;
  for (const auto& training : trainings()) {
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

// What messages should cost, against cases that are reckoned by hand.
#include "bench/cost_model.hpp"

#include <cstdint>
#include <vector>

#include <boost/test/unit_test.hpp>

using namespace d2l::bench;

namespace {

constexpr Link wire{.latency = 1, .bandwidth = 10};  // 2 s for a message of 10 bytes

}  // namespace

BOOST_TEST_DECORATOR(*boost::unit_test::tolerance(1e-12))
BOOST_AUTO_TEST_SUITE(cost_model)

BOOST_AUTO_TEST_CASE(one_process_sends_nothing) {
  BOOST_TEST(ring(1, 1000, wire) == 0);
  BOOST_TEST(binomial_tree(1, 1000, wire) == 0);
  BOOST_TEST(fixed_tree(1, 1000, wire, 4) == 0);
  BOOST_TEST(hierarchical(1, 1000, wire, 16, wire) == 0);
}

BOOST_AUTO_TEST_CASE(a_ring_sends_an_nth_to_the_next_2_n_minus_2_times) {
  BOOST_TEST(ring(2, 100, wire) == 2 * (1 + 5.0));
  BOOST_TEST(ring(5, 100, wire) == 8 * (1 + 2.0));
}

BOOST_AUTO_TEST_CASE(a_ring_is_the_formula_of_the_papers) {
  const double n = 7, bytes = 350;
  BOOST_TEST(ring(7, bytes, wire) == 2 * (n - 1) * wire.latency + 2 * (n - 1) / n * bytes / wire.bandwidth);
}

BOOST_AUTO_TEST_CASE(a_binomial_tree_sends_all_in_log2_rounds_there_and_back) {
  const std::vector<std::pair<std::int64_t, int>> rounds{{2, 1}, {3, 2}, {4, 2}, {5, 3}, {8, 3}, {9, 4}, {10'000, 14}};
  for (const auto& [processes, count] : rounds) BOOST_TEST(binomial_tree(processes, 100, wire) == 2 * count * 11.0);
}

// 8 shards: 3, 3 and 2 are two, two and one node; others get two shards that are one node, or one.
BOOST_AUTO_TEST_CASE(nodes_are_counted_in_the_tree_of_the_shards) {
  const std::vector<std::int64_t> of_8{1, 1, 2, 1, 1, 1, 1, 1};
  for (std::int64_t n = 1; n <= 8; ++n) BOOST_TEST(most_nodes(n, 8) == of_8[static_cast<std::size_t>(n - 1)]);
  BOOST_TEST(most_nodes(3, 64) == 5);  // 22 to 42: 22-23, 24-31, 32-39, 40-41, 42
}

BOOST_AUTO_TEST_CASE(with_a_node_each_the_fixed_tree_is_a_ring_and_with_more_it_sends_more) {
  BOOST_TEST(fixed_tree(8, 100, wire, 1) == ring(8, 100, wire));
  BOOST_TEST(fixed_tree(3, 100, wire, 2) == 1.5 * ring(3, 100, wire));
}

BOOST_AUTO_TEST_CASE(groups_add_up_among_themselves_first) {
  constexpr Link fast{.latency = 0.1, .bandwidth = 100};
  BOOST_TEST(hierarchical(12, 100, wire, 4, fast) == ring(4, 100, fast) + ring(3, 100, wire));
  BOOST_TEST(hierarchical(13, 100, wire, 4, fast) == ring(4, 100, fast) + ring(4, 100, wire));
  BOOST_TEST(hierarchical(3, 100, wire, 4, fast) == ring(3, 100, fast));
}

BOOST_AUTO_TEST_CASE(what_is_sent_while_backward_runs_costs_only_what_exceeds_it) {
  BOOST_TEST(exposed(3, 1, 100) == 3);     // one bucket is ready when backward ends
  BOOST_TEST(exposed(1, 4, 100) == 1);     // of four, the last one is left
  BOOST_TEST(exposed(3, 4, 4) == 12 - 3);  // the first is ready after 1, and then the link is never idle
  BOOST_TEST(exposed(3, 4, 0) == 12);
}

BOOST_AUTO_TEST_CASE(buckets_are_as_many_as_are_best) {
  const auto without_latency = [](double bytes) { return bytes; };
  BOOST_TEST(least_exposed(without_latency, 1024, 1e9) == 1);
  const auto all_latency = [](double) { return 5.0; };
  BOOST_TEST(least_exposed(all_latency, 1024, 1e9) == 5);
  BOOST_TEST(least_exposed(all_latency, 1024, 0) == 5);
}

BOOST_AUTO_TEST_CASE(half_of_the_time_is_an_efficiency_of_one_half) {
  BOOST_TEST(efficiency(2, 0) == 1);
  BOOST_TEST(efficiency(2, 2) == 0.5);
}

BOOST_AUTO_TEST_CASE(processes_share_the_cores_of_one_machine) {
  const OneMachine machine{.cores = 2, .shards = 8, .shard_seconds = 10, .bytes = 80, .link = wire};
  BOOST_TEST(machine.step(1) == 80);
  BOOST_TEST(machine.compute(2) == 40);
  BOOST_TEST(machine.compute(3) == 1.5 * 30);
  BOOST_TEST(machine.compute(8) == 40);
  BOOST_TEST(machine.sum(2, 80) == ring(2, 80, wire));
  BOOST_TEST(machine.sum(8, 80) == 4 * ring(8, 80, wire));
  BOOST_TEST(machine.step(4) == machine.compute(4) + machine.sum(4, 80));
}

BOOST_AUTO_TEST_SUITE_END()

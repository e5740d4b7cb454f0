#include <chrono>

#include <boost/test/unit_test.hpp>

#include <d2l/program/progress.hpp>

using d2l::program::bar, d2l::program::time_left;

BOOST_AUTO_TEST_SUITE(progress)

BOOST_AUTO_TEST_CASE(a_bar_shows_the_part_that_is_done) {
  BOOST_TEST(bar("epoch 2", 0, 235) == "epoch 2 [..............................] 0/235");
  BOOST_TEST(bar("epoch 2", 118, 235) == "epoch 2 [###############...............] 118/235");
  BOOST_TEST(bar("epoch 2", 234, 235) == "epoch 2 [#############################.] 234/235");
  BOOST_TEST(bar("epoch 2", 235, 235) == "epoch 2 [##############################] 235/235");
}

// As where a server sends more than it has announced.
BOOST_AUTO_TEST_CASE(a_bar_of_more_than_all_is_full) {
  BOOST_TEST(bar("a.gz, kB", 7, 3) == "a.gz, kB [##############################] 7/3");
  BOOST_TEST(bar("a.gz, kB", 1, 0) == "a.gz, kB [##############################] 1/0");
}

BOOST_AUTO_TEST_CASE(a_long_epoch_says_how_long) {
  using std::chrono::seconds;
  BOOST_TEST(time_left(seconds(20), 10, 110) == ", 3:20 min left");
  BOOST_TEST(time_left(seconds(20), 10, 25) == ", 30 s left");
  BOOST_TEST(time_left(seconds(20), 10, 12) == "");  // soon over
  BOOST_TEST(time_left(seconds(0), 1, 1000) == "");  // too early to tell
  BOOST_TEST(time_left(seconds(20), 0, 1000) == "");
  BOOST_TEST(time_left(seconds(20), 7, 3) == "");
}

BOOST_AUTO_TEST_SUITE_END()

#include <string>
#include <utility>

#include <boost/test/unit_test.hpp>
#include <fmt/format.h>

#include <d2l/plot/axis.hpp>

#include "support/contains.hpp"

using namespace d2l::plot;

namespace {

// The range, a little wider, lest gnuplot's rounding leaves out the labels at its ends.
std::string wide(char name, double low, double high) {
  return fmt::format("set {}range [{}:{}]\n", name, low / (1 + 1e-9), high * (1 + 1e-9));
}

}  // namespace

BOOST_AUTO_TEST_SUITE(plot_axis)

BOOST_AUTO_TEST_CASE(gnuplot_finds_the_range_of_ordinary_data) {
  BOOST_TEST(linear_axis("y", {0.4, 0.8, false}) == "");
}

BOOST_AUTO_TEST_CASE(no_data_and_equal_data_get_a_range) {
  BOOST_TEST(linear_axis("y", {}) == "set yrange [0:1]\n");
  BOOST_TEST(linear_axis("y", {0, 0}) == "set yrange [-1:1]\n");
  BOOST_TEST(linear_axis("x", {4, 4}) == "set xrange [2:6]\nset xtics 1\n");
  BOOST_TEST(linear_axis("x", {-4, -4}) == "set xrange [-6:-2]\nset xtics 1\n");
  BOOST_TEST(linear_axis("x", {4e9, 4e9}) == "set xrange [2000000000:6000000000]\n");  // no billions of ticks
}

BOOST_AUTO_TEST_CASE(whole_numbers_have_ticks_at_few_whole_numbers) {
  for (const auto& [last, step] :
       {std::pair(2, "1"), {5, "1"}, {7, "1"}, {10, "2"}, {20, "5"}, {100, "20"}, {1000, "200"}})
    BOOST_TEST(linear_axis("x", {1, static_cast<double>(last)}) == std::string("set xtics ") + step + "\n");
  BOOST_TEST(linear_axis("x", {1, 5, false}) == "");
  BOOST_TEST(linear_axis("y", {1, 5}) == "");
}

BOOST_AUTO_TEST_CASE(a_range_knows_whether_all_is_whole) {
  Range range;
  for (const double value : {1.0, 2.0, -3.0}) range.include(value);
  BOOST_TEST(range.whole);
  range.include(0.5);
  BOOST_TEST(!range.whole);
}

BOOST_AUTO_TEST_CASE(what_is_nearly_constant_has_labels_of_enough_digits) {
  BOOST_TEST(linear_axis("y", {0.6931471, 0.6931472, false}) == "set format y '%.9g'\n");
  BOOST_TEST(linear_axis("y", {1e6, 1e6 + 1, false}) == "set format y '%.9g'\n");
  BOOST_TEST(linear_axis("y", {0.69, 0.70, false}) == "");
}

BOOST_AUTO_TEST_CASE(a_short_log_axis_goes_from_label_to_label) {
  BOOST_TEST(log_axis("y", {0.41, 0.85}, "10^{%T}") ==
             "set logscale y\nset ytics (0.2,0.5,1)\nset format y '%g'\n" + wide('y', 0.2, 1));
  BOOST_TEST(log_axis("x", {1, 1}, "") == "set logscale x\nset xtics (1,2)\nset format x '%g'\n" + wide('x', 1, 2));
}

BOOST_AUTO_TEST_CASE(a_long_log_axis_shows_powers_of_ten) {
  BOOST_TEST(log_axis("y", {3e-5, 2}, "10^{%T}") ==
             "set logscale y\nset ytics (1e-5,1e-4,1e-3,1e-2,1e-1,1e0,1e1)\nset format y '10^{%T}'\n" +
                 wide('y', 1e-5, 10));
}

BOOST_AUTO_TEST_CASE(a_very_long_log_axis_shows_some_powers_and_both_ends) {
  BOOST_TEST(contains(log_axis("y", {2e-37, 0.5}, ""), "set ytics (1e-37,1e-30,1e-20,1e-10,1e0)\n"));
  BOOST_TEST(contains(log_axis("y", {3e-41, 2e6}, ""), "set ytics (1e-41,1e-30,1e-20,1e-10,1e0,1e7)\n"));
}

BOOST_AUTO_TEST_CASE(a_log_axis_bears_no_data_and_the_edges_of_doubles) {
  BOOST_TEST(contains(log_axis("y", {}, ""), wide('y', 1, 10)));
  BOOST_TEST(contains(log_axis("y", {5e-324, 1.7e308}, ""), wide('y', 1e-300, 1e300)));
}

BOOST_AUTO_TEST_SUITE_END()

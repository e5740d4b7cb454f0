#include <boost/test/unit_test.hpp>

#include <d2l/plot/axis.hpp>

using namespace d2l::plot;

BOOST_AUTO_TEST_SUITE(plot_axis)

BOOST_AUTO_TEST_CASE(gnuplot_finds_the_range_of_ordinary_data) { BOOST_TEST(linear_axis('y', {0.4, 0.8}) == ""); }

BOOST_AUTO_TEST_CASE(no_data_and_equal_data_get_a_range) {
  BOOST_TEST(linear_axis('y', {}) == "set yrange [0:1]\n");
  BOOST_TEST(linear_axis('y', {0, 0}) == "set yrange [-1:1]\n");
  BOOST_TEST(linear_axis('x', {4, 4}) == "set xrange [2:6]\n");
  BOOST_TEST(linear_axis('x', {-4, -4}) == "set xrange [-6:-2]\n");
}

BOOST_AUTO_TEST_CASE(a_short_log_axis_goes_from_label_to_label) {
  BOOST_TEST(log_axis('y', {0.41, 0.85}, "10^{%T}") ==
             "set logscale y\nset ytics (0.2,0.5,1)\nset format y '%g'\nset yrange [0.2:1]\n");
  BOOST_TEST(log_axis('x', {1, 1}, "") == "set logscale x\nset xtics (1,2)\nset format x '%g'\nset xrange [1:2]\n");
}

BOOST_AUTO_TEST_CASE(a_long_log_axis_shows_powers_of_ten) {
  BOOST_TEST(log_axis('y', {3e-5, 2}, "10^{%T}") == "set logscale y\nset format y '10^{%T}'\nset yrange [1e-05:10]\n");
}

BOOST_AUTO_TEST_CASE(a_log_axis_bears_no_data_and_the_edges_of_doubles) {
  BOOST_TEST(log_axis('y', {}, "").find("set yrange [1:10]") != std::string::npos);
  BOOST_TEST(log_axis('y', {5e-324, 1.7e308}, "").find("set yrange [1e-300:1e+300]") != std::string::npos);
}

BOOST_AUTO_TEST_SUITE_END()

#include <cmath>
#include <limits>

#include <boost/test/unit_test.hpp>

#include <d2l/core/error.hpp>
#include <d2l/plot/contour.hpp>
#include <d2l/plot/figure.hpp>
#include <d2l/plot/heights.hpp>

using namespace d2l;
using plot::Heights;

namespace {

constexpr double gap = std::numeric_limits<double>::quiet_NaN();

std::vector<double> from_to(double first, double last, int count) {
  std::vector<double> result;
  for (int i = 0; i < count; ++i) result.push_back(std::lerp(first, last, i / (count - 1.0)));
  return result;
}

Heights bowl() {
  return plot::heights_of([](double x, double y) { return x * x + y * y; }, from_to(-2, 2, 41), from_to(-2, 2, 41));
}

}  // namespace

BOOST_AUTO_TEST_SUITE(plot_heights)

BOOST_AUTO_TEST_CASE(heights_must_fit_a_grid_that_rises) {
  plot::Figure figure;
  auto& panel = figure.panel();
  BOOST_CHECK_NO_THROW(panel.contours({{0, 1}, {0, 1, 2}, std::vector<double>(6)}));
  BOOST_CHECK_NO_THROW(panel.surface({{0, 1}, {0, 1, 2}, std::vector<double>(6)}));
  for (const Heights& wrong :
       {Heights{{0, 1}, {0, 1}, {1, 2, 3}}, Heights{{0}, {0, 1}, {1, 2}}, Heights{{0, 1}, {}, {}}}) {
    BOOST_CHECK_THROW(panel.contours(wrong), ShapeError);
    BOOST_CHECK_THROW(panel.surface(wrong), ShapeError);
  }
  for (const Heights& wrong : {Heights{{1, 0}, {0, 1}, {1, 2, 3, 4}}, Heights{{0, 1}, {0, 0}, {1, 2, 3, 4}},
                               Heights{{0, gap}, {0, 1}, {1, 2, 3, 4}}}) {
    BOOST_CHECK_THROW(panel.contours(wrong), ValueError);
    BOOST_CHECK_THROW(panel.surface(wrong), ValueError);
  }
}

BOOST_AUTO_TEST_CASE(a_row_is_of_one_y) {
  const auto heights = plot::heights_of([](double x, double y) { return x + 10 * y; }, {1, 2, 3}, {0, 1});
  BOOST_TEST(heights.zs == (std::vector<double>{1, 2, 3, 11, 12, 13}), boost::test_tools::per_element());
  BOOST_TEST(heights.at(1, 2) == 13);
}

BOOST_AUTO_TEST_CASE(between_the_points_heights_are_interpolated) {
  const auto heights = plot::heights_of([](double x, double y) { return x + 10 * y; }, {1, 2, 4}, {0, 1});
  BOOST_TEST(heights.interpolated(3.0, 0.5) == 8);
  BOOST_TEST(heights.interpolated(1.0, 0.0) == 1);
  BOOST_TEST(heights.interpolated(4.0, 1.0) == 14);
  BOOST_TEST(std::isnan(heights.interpolated(4.1, 0.5)));
  BOOST_TEST(std::isnan(heights.interpolated(2.0, -0.1)));
  BOOST_TEST(std::isnan(heights.interpolated(gap, 0.0)));
}

BOOST_AUTO_TEST_CASE(levels_lie_between_the_lowest_and_the_highest) {
  const Heights heights{{0, 1}, {0, 1}, {-1, 0, gap, 3}};
  BOOST_TEST(plot::even_levels(heights, 4) == (std::vector<double>{0, 1, 2}), boost::test_tools::per_element());
  BOOST_TEST(plot::square_levels(heights, 1) == std::vector<double>{0}, boost::test_tools::per_element());
  const auto circles = plot::square_levels(bowl(), 3);  // of radii at equal distances: a quarter, a half ... of √8
  BOOST_TEST(circles == (std::vector<double>{0.5, 2, 4.5}), boost::test_tools::per_element());
  const Heights flat{{0, 1}, {0, 1}, {5, 5, 5, 5}}, none{{0, 1}, {0, 1}, {gap, gap, gap, gap}};
  for (const auto* level_less : {&flat, &none}) {
    BOOST_TEST(plot::even_levels(*level_less).empty());
    BOOST_TEST(plot::square_levels(*level_less).empty());
  }
}

BOOST_AUTO_TEST_CASE(a_contour_of_a_plane_is_a_straight_line_from_border_to_border) {
  const auto plane = plot::heights_of([](double x, double y) { return x + y; }, {0, 1, 2}, {0, 1, 2});
  const auto lines = plot::contour_lines(plane, 1.5);
  BOOST_REQUIRE(lines.size() == 1U);
  for (const auto& [x, y] : lines[0]) BOOST_TEST(x + y == 1.5);
  BOOST_TEST(std::abs(lines[0].front().first - lines[0].back().first) == 1.5);
  BOOST_TEST(plot::contour_lines(plane, 4.5).empty());
  BOOST_TEST(plot::contour_lines(plane, -1).empty());
}

BOOST_AUTO_TEST_CASE(a_contour_of_a_bowl_is_a_closed_circle) {
  const auto lines = plot::contour_lines(bowl(), 1);
  BOOST_REQUIRE(lines.size() == 1U);
  const auto& circle = lines[0];
  BOOST_TEST((circle.front() == circle.back()));
  BOOST_TEST(circle.size() > 40U);
  for (const auto& [x, y] : circle) BOOST_TEST(std::abs(std::hypot(x, y) - 1) < 0.002);  // a hundredth of a cell
}

BOOST_AUTO_TEST_CASE(every_crossing_of_an_edge_is_in_one_line_once) {
  const auto saddle = plot::heights_of([](double x, double y) { return x * y; }, from_to(-1, 1, 8), from_to(-1, 1, 8));
  const auto lines =
      plot::contour_lines(saddle, 0.001);  // through the cell in the middle, with two opposite corners above
  BOOST_TEST(lines.size() == 2U);
  for (const auto& line : lines) {
    const bool right = line.front().first > 0;
    for (const auto& [x, y] : line) BOOST_TEST((right ? x > 0 && y > 0 : x < 0 && y < 0));
  }
}

BOOST_AUTO_TEST_CASE(where_a_height_cannot_be_drawn_a_line_is_open) {
  auto heights = bowl();
  heights.zs[20 * 41 + 30] = gap;  // at (1, 0), on the circle
  const auto lines = plot::contour_lines(heights, 1);
  BOOST_REQUIRE(lines.size() == 1U);
  BOOST_TEST((lines[0].front() != lines[0].back()));
  heights.zs.assign(heights.zs.size(), std::numeric_limits<double>::infinity());
  BOOST_TEST(plot::contour_lines(heights, 1).empty());
}

BOOST_AUTO_TEST_SUITE_END()

#include <cmath>

#include <boost/test/unit_test.hpp>

#include <d2l/d2l.hpp>

using namespace d2l;

namespace {

Tensor<> bowl(const Tensor<>& x) { return 0.1 * x[0] * x[0] + 2 * x[1] * x[1]; }

}  // namespace

BOOST_AUTO_TEST_SUITE(trace_2d)

BOOST_AUTO_TEST_CASE(the_path_is_that_of_the_steps) {
  const auto path = train_2d(bowl, [](const Tensor<>& x) { x.data() -= 0.1 * x.grad(); });
  BOOST_REQUIRE(path.size() == 21U);
  for (std::size_t i = 0; i < path.size(); ++i) {
    BOOST_CHECK_CLOSE(path[i].first, -5 * std::pow(1 - 0.1 * 0.2, i), 1e-3);
    BOOST_CHECK_CLOSE(path[i].second, -2 * std::pow(1 - 0.1 * 4, i), 1e-3);
  }
}

BOOST_AUTO_TEST_CASE(an_optimizer_may_take_the_steps) {
  std::optional<optim::SGD> optimizer;
  const auto by_optimizer = train_2d(
      bowl,
      [&](const Tensor<>& x) {
        if (!optimizer) optimizer.emplace(std::vector{x}, optim::SGD::Options{.lr = 0.1});
        optimizer->step();
      },
      5);
  const auto by_hand = train_2d(bowl, [](const Tensor<>& x) { x.data() -= 0.1 * x.grad(); }, 5);
  BOOST_TEST((by_optimizer == by_hand));
}

BOOST_AUTO_TEST_CASE(the_panel_shows_the_book_s_region_and_more_where_the_path_leaves_it) {
  plot::Figure figure;
  show_trace_2d(figure, "in it", bowl, {{-5, -2}, {0, 0}});
  show_trace_2d(figure, "beyond it", bowl, {{-5, -2}, {2, 1e9}, {NAN, NAN}});
  const auto& near = figure.panels()[0].contours()->heights;
  const auto& far = figure.panels()[1].contours()->heights;
  BOOST_TEST(near.xs.front() == -5.5);
  BOOST_TEST(near.xs.back() == 1);
  BOOST_TEST(near.ys.front() == -3);
  BOOST_TEST(near.ys.back() == 1);
  BOOST_CHECK_CLOSE(far.xs.back(), 2 + 0.05 * 6.5, 1e-12);  // so that the point is not on the frame
  BOOST_TEST(far.ys.back() == 6);
  BOOST_CHECK_CLOSE(near.at(0, 0), 0.1 * 5.5 * 5.5 + 2 * 9, 1e-4);
  BOOST_TEST(figure.panels()[0].contours()->levels.size() == 10U);
  BOOST_TEST(figure.panels()[1].series()[0].points.size() == 3U);
}

BOOST_AUTO_TEST_SUITE_END()

// gnuplot and dot that fail, are slow or missing cost the figure only.
#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include <boost/test/unit_test.hpp>

#include "place.hpp"
#include "support/programs.hpp"

BOOST_AUTO_TEST_SUITE(tools)

BOOST_AUTO_TEST_CASE(a_gnuplot_that_fails_costs_the_figure_only) {
  const Place place;
  const std::vector<std::pair<std::string, std::string>> gnuplots{
      {"echo 'line 2: unrecognized terminal option' >&2; exit 1", "gnuplot failed with status 1: line 2: unrecognized"},
      {"head -c 100; kill -KILL $$", "gnuplot was ended by signal 9"},
      {"kill -TERM $$", "gnuplot was ended by signal 15"},
      {"echo '<svg>'", "only a part was drawn"},
      {"sleep 0.3; exit 3", "gnuplot failed with status 3"}};
  for (const auto& [commands, said] : gnuplots) {
    place.write_old_files();
    const auto outcome = shell(place.with_tool("gnuplot", commands) + place.training() + " >/dev/null");
    BOOST_TEST_CONTEXT(commands << ": " << outcome.output) {
      BOOST_TEST(outcome.status == 0);
      BOOST_TEST(contains(outcome.output, "warning: plot: " + said));
      BOOST_TEST(std::ranges::count(outcome.output, '\n') == 1);
      BOOST_TEST(place.is_old("new.svg"));
      BOOST_TEST(place.is_whole("new.json"));
      place.expect_whole_files();
    }
  }
  place.write_old_files();
  const auto outcome = shell("PATH=" D2L_BIN_DIR "; " + place.training() + " >/dev/null");
  BOOST_TEST(outcome.status == 0);
  BOOST_TEST(contains(outcome.output, "gnuplot is not installed"), outcome.output);
  BOOST_TEST(place.is_whole("new.json"));
}

BOOST_AUTO_TEST_CASE(a_dot_that_fails_costs_the_graph_only) {
  const Place place;
  const auto program = "autograd --plot " + place.file("new.svg") + " --record " + place.file("new.json");
  const auto expect_warning = [&](const std::string& path, const std::string& said) {
    place.write_old_files();
    const auto outcome = shell(path + program + " >/dev/null");
    BOOST_TEST_CONTEXT(path << outcome.output) {
      BOOST_TEST(outcome.status == 0);
      BOOST_TEST(outcome.output.starts_with("warning: plot: " + said));
      BOOST_TEST(std::ranges::count(outcome.output, '\n') == 1);
      BOOST_TEST(place.is_old("new.svg"));
      BOOST_TEST(place.is_whole("new.json"));
      place.expect_whole_files();
    }
  };
  expect_warning(place.with_tool("dot", "head -c 20; kill -KILL $$"), "dot was ended by signal 9");
  expect_warning(place.with_tool("dot", "kill -TERM $$"), "dot was ended by signal 15");
  expect_warning(place.with_tool("dot", "echo '<svg'"), "only a part was drawn");
  expect_warning(place.with_tool("dot", "echo 'syntax error' >&2; exit 1"), "dot failed with status 1: syntax error");
  expect_warning("PATH=" D2L_BIN_DIR "; ", "dot is not installed");
}

BOOST_AUTO_TEST_SUITE_END()

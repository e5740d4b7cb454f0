#include <sstream>

#include <boost/test/unit_test.hpp>

#include <d2l/core/error.hpp>
#include <d2l/plot/figure.hpp>
#include <d2l/plot/layout.hpp>
#include <d2l/plot/text.hpp>
#include <d2l/plot/text_images.hpp>

#include "support/scratch_folder.hpp"

using namespace d2l;
using plot::Figure;
using plot::Target;

BOOST_AUTO_TEST_SUITE(plot_figure)

BOOST_AUTO_TEST_CASE(x_and_y_must_have_one_length) {
  Figure figure;
  const std::vector<double> two{1, 2}, three{1, 2, 3};
  BOOST_CHECK_THROW(figure.panel().line(two, three), ShapeError);
  BOOST_CHECK_THROW(figure.panel().markers(three, two), ShapeError);
}

BOOST_AUTO_TEST_CASE(images_and_titles_must_fit_the_grid) {
  Figure figure;
  const std::vector<std::uint8_t> pixels(24);
  BOOST_CHECK_NO_THROW(figure.images({2, 2}, {2, 4}, pixels, {"a", "b", "c"}));
  BOOST_CHECK_THROW(figure.images({1, 2}, {2, 4}, pixels), ShapeError);
  BOOST_CHECK_THROW(figure.images({1, 3}, {5, 4}, pixels), ShapeError);
  BOOST_CHECK_THROW(figure.images({1, 3}, {2, 4}, pixels, {"a", "b"}), ShapeError);
  BOOST_CHECK_THROW(figure.images({1, 3}, {2, 4}, pixels, {"a", "b", "c"}, {true, false}), ShapeError);
  BOOST_CHECK_THROW(figure.images({0, 3}, {2, 4}, pixels), ShapeError);
  BOOST_CHECK_THROW(figure.images({1, 3}, {2, -4}, pixels), ShapeError);
}

BOOST_AUTO_TEST_CASE(sizes_and_empty_figures_are_refused) {
  BOOST_CHECK_THROW(Figure("", {.width = 0}), ValueError);
  BOOST_CHECK_THROW(Figure("", {.width = 900, .height = -1}), ValueError);
  BOOST_CHECK_THROW(Figure("", {.width = 1'000'000}), ValueError);
  BOOST_CHECK_THROW(Figure("empty").save("terminal"), ValueError);
  const ScratchFolder folder;
  Figure figure;
  figure.panel().line(std::vector<double>{1, 2}, std::vector<double>{1, 2});
  BOOST_CHECK_THROW(figure.save({folder.file("figure.dot"), plot::Content::graph}), ValueError);
}

BOOST_AUTO_TEST_CASE(a_target_is_known_by_its_name) {
  const ScratchFolder folder;
  BOOST_CHECK(Target(folder.file("a b.svg")).kind() == Target::Kind::svg);
  BOOST_CHECK(Target(folder.file("größe.png")).kind() == Target::Kind::png);
  BOOST_CHECK(Target(folder.file("a.svg.pdf")).kind() == Target::Kind::pdf);
  BOOST_CHECK(Target("window").kind() == Target::Kind::window);
  BOOST_TEST(!Target("terminal").is_file());
  BOOST_CHECK(Target(folder.file("graph.dot"), plot::Content::graph).kind() == Target::Kind::dot);
  BOOST_CHECK_THROW(Target(folder.file("graph.dot")), ValueError);
  BOOST_CHECK_THROW(Target("graph.bmp", plot::Content::graph), ValueError);
  for (const char* name : {"", "loss", "loss.jpg", ".svg", "loss.svg.gz", "Window"}) {
    BOOST_CHECK_THROW((Target(name)), ValueError);
  }
}

BOOST_AUTO_TEST_CASE(a_target_where_no_file_can_be_is_refused_at_once) {
  const ScratchFolder folder;
  BOOST_CHECK_THROW(Target(folder.file("missing/loss.svg")), FileError);
  std::filesystem::create_directory(folder.path() / "folder.svg");
  BOOST_CHECK_THROW(Target(folder.file("folder.svg")), FileError);
}

BOOST_AUTO_TEST_CASE(panels_stand_side_by_side_above_the_images) {
  Figure figure("title");
  for (int i = 0; i < 3; ++i) figure.panel();
  figure.images({1, 10}, {28, 28}, std::vector<std::uint8_t>(7840), std::vector<std::string>(10, "true\npredicted"));
  const auto layout = plot::arrange(figure);
  BOOST_TEST(layout.width == 900);
  BOOST_REQUIRE(layout.panels.size() == 3U);
  BOOST_TEST(layout.panels[1].left == 300);
  BOOST_TEST(layout.panels[2].bottom == layout.panels[0].bottom);
  BOOST_TEST(layout.panels[0].bottom + layout.panels[0].height < layout.height);
  const auto& grid = layout.grids.at(0);
  BOOST_TEST(grid.scale == 3);
  BOOST_TEST(grid.image_width == 84);
  BOOST_TEST(grid.box.bottom >= 0);
  BOOST_TEST(grid.box.bottom + grid.box.height <= layout.panels[0].bottom);
}

BOOST_AUTO_TEST_CASE(a_long_title_takes_more_lines_and_more_room) {
  const std::string text = "a title that goes on and on, as far as the figure is wide, and then in a second line";
  Figure short_one("title", {.width = 450}), long_one(text, {.width = 450});
  for (auto* figure : {&short_one, &long_one}) figure->panel();
  const auto one = plot::arrange(short_one), two = plot::arrange(long_one);
  BOOST_TEST(two.height > one.height);
  BOOST_TEST(two.panels[0].height == one.panels[0].height);
  BOOST_TEST(one.title == "title");
  BOOST_TEST(two.title.find('\n') != std::string::npos);
  const auto on_terminal = plot::arrange_on_terminal(long_one, 40, 20);
  BOOST_TEST(plot::lines(on_terminal.title).size() == 3U);
  BOOST_TEST(on_terminal.height == 20 + 2 + 2);
}

BOOST_AUTO_TEST_CASE(a_height_that_is_too_small_grows) {
  Figure figure("", {.width = 900, .height = 50});
  figure.panel();
  BOOST_TEST(plot::arrange(figure).height >= 80);
}

BOOST_AUTO_TEST_CASE(a_legend_takes_more_rows_where_its_entries_are_long) {
  Figure figure;
  auto& panel = figure.panel();
  for (const char* label : {"train", "test", ""}) panel.line({}, {}, label);
  BOOST_TEST(plot::arrange_legend(panel, 900, false).rows == 1);
  BOOST_TEST(plot::arrange_legend(panel, 900, false).columns == 2);
  panel.line({}, {}, std::string(60, 'a'));
  BOOST_TEST(plot::arrange_legend(panel, 450, false).rows == 3);
  BOOST_TEST(plot::arrange_legend(panel, 79, true).columns == 1);
  BOOST_TEST(plot::arrange_legend(figure.panel(), 900, false).rows == 0);
}

BOOST_AUTO_TEST_CASE(images_become_characters) {
  Figure figure;
  figure.images({1, 2}, {2, 2}, std::vector<std::uint8_t>{0, 255, 0, 255, 255, 255, 255, 255}, {"half", "full"});
  BOOST_TEST(plot::draw_as_text(figure.image_grids()[0], 40) ==
             "half                full                \n"
             " @                  @@                  \n\n");
}

BOOST_AUTO_TEST_CASE(images_as_text_keep_to_the_line) {
  Figure figure;
  figure.images({1, 10}, {28, 28}, std::vector<std::uint8_t>(7840, 200), std::vector<std::string>(10, "Größe\nb"));
  std::istringstream text(plot::draw_as_text(figure.image_grids()[0], 79));
  int captions = 0;
  for (std::string line; std::getline(text, line);) {
    captions += line.starts_with("Größe") ? 1 : 0;
    BOOST_TEST(line.size() <= 79U + 2 * 4);  // ö and ß take two bytes
  }
  BOOST_TEST(captions == 3);  // four images in a row
}

BOOST_AUTO_TEST_SUITE_END()

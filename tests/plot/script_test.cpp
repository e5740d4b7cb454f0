#include <algorithm>
#include <cmath>
#include <limits>
#include <locale>
#include <sstream>
#include <string>

#include <boost/test/unit_test.hpp>

#include <d2l/plot/script.hpp>
#include <d2l/plot/tool.hpp>

#include "support/contains.hpp"

using namespace d2l::plot;

namespace {

std::string script(const Figure& figure, Target::Kind kind = Target::Kind::svg) {
  const File file = temporary_file();
  write_script(file.get(), figure, kind);
  return contents(file.get());
}

const std::vector<double> epochs{1, 2, 3};

// Numbers as in many European countries.
struct Comma : std::numpunct<char> {
  char do_decimal_point() const override { return ','; }
  char do_thousands_sep() const override { return '.'; }
  std::string do_grouping() const override { return "\3"; }
};

}  // namespace

BOOST_AUTO_TEST_SUITE(plot_script)

BOOST_AUTO_TEST_CASE(a_panel_has_its_labels_and_data) {
  Figure figure("Softmax");
  figure.panel({.title = "panel", .xlabel = "epoch", .ylabel = "loss"})
      .line(epochs, std::vector<double>{0.5, 0.25, 0.125}, "train")
      .markers(epochs, std::vector<double>{1, 2, 3});
  const auto text = script(figure);
  BOOST_TEST(contains(text, "set multiplot title \"Softmax\" noenhanced"));
  BOOST_TEST(contains(text, "set title \"panel\" noenhanced"));
  BOOST_TEST(contains(text, "set xlabel \"epoch\" noenhanced"));
  BOOST_TEST(contains(text, "set ylabel \"loss\" noenhanced"));
  BOOST_TEST(contains(text, "with linespoints"));
  BOOST_TEST(contains(text, "title \"train\""));
  BOOST_TEST(contains(text, "with points"));
  BOOST_TEST(contains(text, "1 0.5\n2 0.25\n3 0.125\ne\n1 1\n2 2\n3 3\ne\n"));
  BOOST_TEST(!contains(text, "logscale"));
}

BOOST_AUTO_TEST_CASE(equal_curves_differ_in_colour_and_dash) {
  Figure figure;
  figure.panel().line(epochs, epochs, "scratch").line(epochs, epochs, "concise");
  const auto text = script(figure);
  BOOST_TEST(contains(text, "dt solid lw 2 lc rgb '#0072B2'"));
  BOOST_TEST(contains(text, "dt '-' lw 2 lc rgb '#D55E00'"));
}

BOOST_AUTO_TEST_CASE(each_format_has_its_terminal) {
  Figure figure("", {.width = 960, .height = 480});
  figure.panel().line(epochs, epochs);
  BOOST_TEST(contains(script(figure, Target::Kind::svg), "set terminal svg size 960,480"));
  BOOST_TEST(contains(script(figure, Target::Kind::png), "set terminal pngcairo size 960,480"));
  BOOST_TEST(contains(script(figure, Target::Kind::pdf), "set terminal pdfcairo size 10in,5in"));
  BOOST_TEST(contains(script(figure, Target::Kind::terminal), "set terminal dumb size 79,24"));
  BOOST_TEST(contains(script(figure, Target::Kind::window), "persist"));
}

BOOST_AUTO_TEST_CASE(what_cannot_be_drawn_is_a_gap) {
  constexpr double nan = std::numeric_limits<double>::quiet_NaN(), infinity = std::numeric_limits<double>::infinity();
  Figure figure;
  figure.panel({.log_y = true}).line(std::vector<double>{1, 2, 3, 4, 5}, std::vector<double>{1, nan, infinity, 0, 2});
  BOOST_TEST(contains(script(figure), "1 1\nnan nan\nnan nan\nnan nan\n5 2\ne\n"));
}

BOOST_AUTO_TEST_CASE(numbers_have_a_point_in_every_locale) {
  Figure figure("", {.width = 1000, .height = 1500});
  figure.panel({.log_y = true}).line(std::vector<double>{1234.5}, std::vector<double>{0.25});
  figure.images({1, 1}, {1, 3}, std::vector<std::uint8_t>{1, 2, 3}, {"a"});
  for (const auto kind : {Target::Kind::svg, Target::Kind::pdf}) {
    const auto usual = script(figure, kind);
    const auto old = std::locale::global(std::locale(std::locale::classic(), new Comma));
    const auto foreign = script(figure, kind);
    std::locale::global(old);
    BOOST_TEST(foreign == usual);
    BOOST_TEST(contains(foreign, "1234.5 0.25"));
  }
}

BOOST_AUTO_TEST_CASE(contour_lines_lie_below_the_series_in_the_region_of_their_grid) {
  Figure figure;
  figure.panel({.zlabel = "height"})
      .line(epochs, std::vector<double>{-5, 0, 5}, "path")
      .contours({{0, 2}, {0, 4}, {0, 2, 0, 2}}, {0.5, 1});
  const auto text = script(figure);
  BOOST_TEST(contains(text, "set xrange [0:2]\nset yrange [0:4]"));
  BOOST_TEST(contains(text, "set cbrange [0:2]"));
  BOOST_TEST(contains(text, "set cblabel \"height\" noenhanced"));
  BOOST_TEST(text.find("palette cb 0.5") < text.find("palette cb 1"));
  BOOST_TEST(text.find("palette cb 1") < text.find("title \"path\""));
  BOOST_TEST(contains(text, "0.5 0\n0.5 4\ne\n1 0\n1 4\ne\n1 -5\n2 0\n3 5\ne\n"));
  BOOST_TEST(!contains(script(figure, Target::Kind::terminal), "palette"));

  Figure with_border;
  with_border.panel().contours({.xs = {0, 1}, .ys = {0, 1}, .zs = {0, 1, 1, 2}}, {0.5});
  BOOST_TEST(!contains(script(with_border, Target::Kind::svg), "lc palette"));
  BOOST_TEST(contains(script(with_border, Target::Kind::svg), "unset colorbox"));
}

BOOST_AUTO_TEST_CASE(beside_heights_every_panel_begins_with_another_colour_than_theirs) {
  Figure figure;
  figure.panel().contours({{0, 1}, {0, 1}, {0, 45, 0, 45}}).line(epochs, std::vector<double>{0, 1, 2}, "path");
  figure.panel().line(epochs, std::vector<double>{3, 2, 1}, "loss");
  const auto text = script(figure);
  BOOST_TEST(contains(text, "rgb '#D55E00' title \"path\""));
  BOOST_TEST(contains(text, "rgb '#D55E00' title \"loss\""));
  BOOST_TEST(!contains(text, "#0072B2"));
  BOOST_TEST(contains(text, "set cbtics 10"));
}

BOOST_AUTO_TEST_CASE(what_is_drawn_on_a_surface_lies_on_it) {
  Figure figure;
  figure.panel()
      .surface({{0, 1}, {0, 2}, {1, 2, 3, 4}})
      .line(std::vector<double>{0, 0.5, 9}, std::vector<double>{0, 1, 9});
  const auto text = script(figure);
  BOOST_TEST(contains(text, "0 0 1\n1 0 2\n\n0 2 3\n1 2 4\n\ne\n0 0 1\n0.5 1 2.5\n9 9 nan\ne\n"));
  BOOST_TEST(contains(text, "nohidden3d"));
}

BOOST_AUTO_TEST_CASE(a_fine_surface_is_drawn_as_a_coarse_net) {
  std::vector<double> fine(200);
  for (std::size_t i = 0; i < fine.size(); ++i) fine[i] = static_cast<double>(i);
  Figure figure;
  figure.panel().surface(heights_of([](double x, double y) { return x + y; }, fine, fine));
  const auto in_pixels = script(figure), as_text = script(figure, Target::Kind::terminal);
  for (const auto* text : {&in_pixels, &as_text}) {
    BOOST_TEST(std::ranges::count(*text, '\n') < 1000);
    BOOST_TEST(contains(*text, "\n199 199 398\n"));
  }
  BOOST_TEST(as_text.size() < in_pixels.size());
}

BOOST_AUTO_TEST_CASE(marked_images_have_red_titles) {
  Figure figure;
  figure.images({1, 2}, {1, 1}, std::vector<std::uint8_t>{1, 2}, {"right", "✗ wrong"}, {false, true});
  std::istringstream text(script(figure));
  for (std::string line; std::getline(text, line);) {
    if (!line.starts_with("set label")) continue;
    BOOST_TEST(contains(line, "wrong") == contains(line, "#B00000"), line);
  }
}

BOOST_AUTO_TEST_CASE(an_image_grid_sends_its_pixels_and_captions) {
  Figure figure;
  figure.images({1, 2}, {2, 3}, std::vector<std::uint8_t>(12, 'x'), {"true\npredicted", "`id`"});
  const auto text = script(figure);
  BOOST_TEST(contains(text, "set label \"true\" at "));
  BOOST_TEST(contains(text, "set label \"predicted\" at "));
  BOOST_TEST(contains(text, "\\140id\\140"));
  BOOST_TEST(!contains(text, "`"));
  BOOST_TEST(contains(text, "flipy"));
  BOOST_TEST(contains(text, "unset tics"));
  BOOST_TEST(contains(text, std::string(12, 'x')));
}

BOOST_AUTO_TEST_SUITE_END()

#include <algorithm>
#include <cerrno>
#include <cmath>
#include <limits>
#include <sys/wait.h>

#include <boost/test/unit_test.hpp>

#include <d2l/core/error.hpp>
#include <d2l/plot/figure.hpp>

#include "support/contains.hpp"
#include "support/scratch_folder.hpp"

using namespace d2l;
using plot::Figure;

namespace {

const std::vector<double> epochs{1, 2, 3};

Figure simple_figure() {
  Figure figure("Loss");
  figure.panel({.xlabel = "epoch"}).line(epochs, epochs, "train");
  return figure;
}

// A folder with a program named gnuplot that does what these shell commands say.
void pretend_gnuplot(const ScratchFolder& folder, const std::string& commands) {
  const auto path = folder.file("gnuplot");
  std::ofstream(path) << "#!/bin/sh\n" << commands << "\n";
  std::filesystem::permissions(path, std::filesystem::perms::owner_all);
}

// The warning of a save with a gnuplot that fails, after which there is no file and no zombie.
std::string warning_with(const std::string& path) {
  const ScratchFolder folder;
  const Environment environment("PATH", path);
  const Captured errors(std::cerr);
  const auto figure = simple_figure();
  BOOST_TEST(!figure.save(folder.file("loss.svg")));
  BOOST_TEST(folder.names().empty());
  BOOST_TEST(waitpid(-1, nullptr, WNOHANG) == -1);
  BOOST_TEST(errno == ECHILD);
  return errors.text();
}

std::string warning_of(const std::string& commands) {
  const ScratchFolder programs;
  pretend_gnuplot(programs, commands);
  return warning_with(programs.path().string() + ":" + std::getenv("PATH"));
}

}  // namespace

BOOST_AUTO_TEST_SUITE(plot_save)

BOOST_AUTO_TEST_CASE(every_format_is_written_whole_and_nothing_else) {
  const ScratchFolder folder;
  auto figure = simple_figure();
  figure.panel({.log_x = true, .log_y = true}).markers(epochs, epochs);
  figure.images({1, 2}, {4, 4}, std::vector<std::uint8_t>(32, 99), {"a", "b\nc"});
  for (const char* suffix : {"svg", "png", "pdf"}) {
    BOOST_TEST(figure.save(folder.file(std::string("loss.") + suffix)));
  }
  BOOST_TEST(folder.names().size() == 3U);
  const auto svg = bytes_of(folder.file("loss.svg"));
  BOOST_TEST(svg.starts_with("<?xml"));
  BOOST_TEST(contains(svg, ">epoch<"));
  BOOST_TEST(contains(svg, "data:image/png;base64,"));
  BOOST_TEST(bytes_of(folder.file("loss.png")).starts_with("\x89PNG\r\n"));
  BOOST_TEST(bytes_of(folder.file("loss.pdf")).starts_with("%PDF-"));
}

BOOST_AUTO_TEST_CASE(contours_and_surfaces_are_drawn_in_every_format) {
  const ScratchFolder folder;
  const auto heights = plot::heights_of([](double x, double y) { return x * x - y * y; }, epochs, epochs);
  Figure figure("Saddle");
  figure.panel({.xlabel = "east", .zlabel = "height", .equal_units = true})
      .contours(heights)
      .line(epochs, epochs, "way");
  figure.panel({.xlabel = "north", .zlabel = "up"}).surface(heights).markers(epochs, epochs, "places");
  for (const char* suffix : {"svg", "png", "pdf"})
    BOOST_TEST(figure.save(folder.file(std::string("saddle.") + suffix)));
  const auto svg = bytes_of(folder.file("saddle.svg"));
  for (const auto* text : {">east<", ">height<", ">way<", ">north<", ">up<", ">places<"})
    BOOST_TEST(contains(svg, text), text);
  const Captured output(std::cout);
  BOOST_TEST(figure.save("terminal"));
  for (const auto* text : {"east", "way", "north", "up", "places"}) BOOST_TEST(contains(output.text(), text), text);
}

BOOST_AUTO_TEST_CASE(odd_heights_do_not_break_a_figure) {
  const ScratchFolder folder;
  constexpr double nan = std::numeric_limits<double>::quiet_NaN(), largest = std::numeric_limits<double>::max();
  for (const auto& zs : std::vector<std::vector<double>>{{0, 0, 0, 0},
                                                         {nan, nan, nan, nan},
                                                         {1, nan, 2, 3},
                                                         {-largest, largest, 1, 2},
                                                         {-1e300, 1e300, 1, 2},
                                                         {1, 1 + 1e-15, 1, 1},
                                                         {1e-320, 0, 0, 0}}) {
    for (const auto& xs : std::vector<std::vector<double>>{{0, 1}, {-1e300, 1e300}, {1, 1 + 1e-15}}) {
      Figure figure;
      figure.panel().contours({xs, {0, 1}, zs}).line(xs, xs, "line");
      figure.panel({.log_x = true, .log_y = true}).contours({xs, {0, 1}, zs}).markers(xs, xs);
      figure.panel().surface({xs, {0, 1}, zs}).line(xs, xs, "on it");
      const Captured errors(std::cerr);
      BOOST_TEST(figure.save(folder.file("odd.svg")), zs[0] << ", " << zs[1] << ", x to " << xs[1] << errors.text());
    }
  }
}

BOOST_AUTO_TEST_CASE(paths_with_blanks_quotes_and_letters_of_all_kinds_work) {
  const ScratchFolder folder;
  const auto figure = simple_figure();
  for (const char* name : {"a b.svg", "it's \"new\".png", "größe λ.pdf", "`touch x`; $HOME\\n.svg"}) {
    BOOST_TEST(figure.save(folder.file(name)));
    BOOST_TEST(std::filesystem::exists(folder.path() / name));
  }
  BOOST_TEST(folder.names().size() == 4U);
}

BOOST_AUTO_TEST_CASE(text_is_drawn_and_never_run) {
  const ScratchFolder folder;
  const auto touch = folder.file("run");
  for (const auto& text :
       {"\"; system(\"touch " + touch + "\") #", "'; system('touch " + touch + "'); '", "`touch " + touch + "`",
        "\"\n!touch " + touch + "\nset title \"", "$(touch " + touch + ")", "@{x}_1^2 \\" + touch + "\\"}) {
    Figure figure(text);
    figure.panel({.title = text, .xlabel = text, .ylabel = text}).line(epochs, epochs, text);
    figure.images({1, 1}, {1, 1}, std::vector<std::uint8_t>{1}, {text});
    BOOST_TEST(figure.save(folder.file("figure.svg")));
    BOOST_TEST(!std::filesystem::exists(touch));
    BOOST_TEST(contains(bytes_of(folder.file("figure.svg")), touch));
  }
}

BOOST_AUTO_TEST_CASE(an_svg_is_named_as_the_figure_and_its_parts) {
  const ScratchFolder folder;
  const auto svg_of = [&](const Figure& figure) {
    BOOST_TEST(figure.save(folder.file("figure.svg")));
    return bytes_of(folder.file("figure.svg"));
  };
  Figure figure("R&D: <loss>\nand more");
  figure.panel().line(epochs, epochs, "train").markers(epochs, epochs);
  figure.images({1, 1}, {1, 1}, std::vector<std::uint8_t>{1}, {"shirt\n✗ coat"});
  const auto svg = svg_of(figure);
  for (const auto* name : {"R&amp;D: &lt;loss&gt; and more", "train", "shirt ✗ coat"})
    BOOST_TEST(contains(svg, std::string("<title>") + name + "</title>"), name);
  for (const auto* none : {"<title>Gnuplot", "<title>gnuplot_plot", "<title>NaN", "binary array"})
    BOOST_TEST(!contains(svg, none), none);
  Figure nameless, of_panels;
  nameless.panel();
  of_panels.panel({.title = "outputs"});
  of_panels.panel({.xlabel = "layer", .ylabel = "size"});
  BOOST_TEST(contains(svg_of(nameless), "<title>figure</title>"));
  BOOST_TEST(contains(svg_of(of_panels), "<title>outputs, size</title>"));
}

// Two labels at the same place or with the same text would tell nothing.
BOOST_AUTO_TEST_CASE(no_label_of_an_axis_is_there_twice) {
  const ScratchFolder folder;
  for (const auto& [first, last] : {std::pair(0.6931471, 0.6931472), {1e6, 1e6 + 1}, {0.1, 0.1 + 1e-7}, {5.0, 5.0}}) {
    Figure figure;
    figure.panel().line(std::vector<double>{0.5, 7.25}, std::vector<double>{first, last});
    BOOST_TEST(figure.save(folder.file("near.svg")));
    const auto svg = bytes_of(folder.file("near.svg"));
    std::vector<std::string> labels;
    for (auto at = svg.find("\"end\">"); at != std::string::npos; at = svg.find("\"end\">", at + 1)) {
      const auto begin = svg.find('>', svg.find("<tspan", at)) + 1;
      labels.push_back(svg.substr(begin, svg.find('<', begin) - begin));
    }
    BOOST_TEST(labels.size() > 3U);
    for (const auto& label : labels) BOOST_TEST(std::ranges::count(labels, label) == 1, label);
  }
}

BOOST_AUTO_TEST_CASE(no_folder_for_temporary_files_is_needed) {
  const ScratchFolder folder;
  const Environment environment("TMPDIR", folder.file("nowhere"));
  BOOST_TEST(simple_figure().save(folder.file("loss.svg")));
}

BOOST_AUTO_TEST_CASE(enhanced_text_stays_literal) {
  const ScratchFolder folder;
  Figure figure("a_b^{c}");
  figure.panel({.title = "~d{e}", .xlabel = "x_{1}", .ylabel = "&{f}"}).line(epochs, epochs, "train_loss {/Bold g}");
  BOOST_TEST(figure.save(folder.file("figure.svg")));
  const auto svg = bytes_of(folder.file("figure.svg"));
  for (const char* text : {"a_b^{c}", "~d{e}", "x_{1}", "&amp;{f}", "train_loss {/Bold g}"}) {
    BOOST_TEST(contains(svg, text), text);
  }
}

BOOST_AUTO_TEST_CASE(odd_values_do_not_break_a_figure) {
  const ScratchFolder folder;
  constexpr double nan = std::numeric_limits<double>::quiet_NaN(), infinity = std::numeric_limits<double>::infinity();
  constexpr double largest = std::numeric_limits<double>::max(), smallest = std::numeric_limits<double>::denorm_min();
  const std::vector<std::vector<double>> all = {{},
                                                {5},
                                                {0},
                                                {nan},
                                                {nan, nan},
                                                {infinity, -infinity},
                                                {1, nan, 3},
                                                {2, 2, 2},
                                                {0, 0},
                                                {-1, -2, -3},
                                                {1e-300, 1e-9},
                                                {smallest},
                                                {largest},
                                                {-largest, largest},
                                                {1e300, 1e300, 1e300},
                                                {smallest, largest},
                                                {1, 1 + 1e-15},
                                                {1e15, 1e15 + 1}};
  for (std::size_t i = 0; i < all.size(); ++i) {
    for (const bool log : {false, true}) {
      Figure figure;
      figure.panel({.log_x = log, .log_y = log}).line(all[i], all[i], "line").markers(all[i], all[i], "markers");
      const Captured errors(std::cerr);
      BOOST_TEST(figure.save(folder.file("odd.svg")), "values " << i << (log ? " log " : " ") << errors.text());
      BOOST_TEST(contains(bytes_of(folder.file("odd.svg")), ">markers<"));
    }
  }
}

BOOST_AUTO_TEST_CASE(panels_without_series_and_grids_without_images_are_drawn) {
  const ScratchFolder folder;
  Figure figure;
  figure.panel({.xlabel = "x"});
  figure.images({1, 3}, {2, 2}, {});
  BOOST_TEST(figure.save(folder.file("bare.png")));
}

BOOST_AUTO_TEST_CASE(a_missing_gnuplot_is_a_warning_that_says_how_to_get_it) {
  const ScratchFolder nothing;
  const auto warning = warning_with(nothing.path().string());
  BOOST_TEST(contains(warning, "gnuplot is not installed"));
  BOOST_TEST(contains(warning, "apt install gnuplot"));
  BOOST_TEST(contains(warning, "loss.svg"));
}

BOOST_AUTO_TEST_CASE(a_failing_gnuplot_is_a_warning_with_its_own_words) {
  BOOST_TEST(contains(warning_of("cat >/dev/null; echo half; echo 'no such font' >&2; exit 3"),
                      "gnuplot failed with status 3: no such font"));
}

BOOST_AUTO_TEST_CASE(a_gnuplot_that_dies_or_reads_nothing_is_a_warning) {
  BOOST_TEST(contains(warning_of("kill -9 $$"), "signal 9"));
  BOOST_TEST(contains(warning_of("exit 1"), "status 1"));
  BOOST_TEST(contains(warning_of("sleep 0.2"), "only a part"));
  BOOST_TEST(contains(warning_of("echo '<svg'"), "only a part"));
}

BOOST_AUTO_TEST_CASE(a_failure_leaves_the_old_file) {
  const ScratchFolder folder, programs;
  const auto path = folder.file("loss.svg");
  std::ofstream(path) << "old";
  pretend_gnuplot(programs, "exit 1");
  const Environment environment("PATH", programs.path().string());
  const Captured errors(std::cerr);
  BOOST_TEST(!simple_figure().save(path));
  BOOST_TEST(bytes_of(path) == "old");
}

BOOST_AUTO_TEST_CASE(a_window_without_a_display_is_a_warning) {
  unsetenv("DISPLAY");
  unsetenv("WAYLAND_DISPLAY");
  const Captured errors(std::cerr);
  BOOST_TEST(!simple_figure().save("window"));
  BOOST_TEST(contains(errors.text(), "there is no display"));
}

BOOST_AUTO_TEST_CASE(a_gnuplot_without_windows_is_a_warning) {
  const Environment display("DISPLAY", ":no-such-display"), terminal("GNUTERM", "unknown");
  const Captured errors(std::cerr);
  BOOST_TEST(!simple_figure().save("window"));
  BOOST_TEST(contains(errors.text(), "this gnuplot opens no windows"));
}

BOOST_AUTO_TEST_CASE(a_terminal_shows_text) {
  auto figure = simple_figure();
  figure.images({1, 1}, {4, 4}, std::vector<std::uint8_t>(16, 255), {"white"});
  const Captured output(std::cout);
  BOOST_TEST(figure.save("terminal"));
  BOOST_TEST(contains(output.text(), "epoch"));
  BOOST_TEST(contains(output.text(), "train"));
  BOOST_TEST(contains(output.text(), "white"));
  BOOST_TEST(contains(output.text(), "@@@@"));
  BOOST_TEST(!contains(output.text(), "\f"));
}

BOOST_AUTO_TEST_CASE(a_folder_that_went_away_is_an_error) {
  const ScratchFolder folder;
  std::filesystem::create_directory(folder.path() / "gone");
  const plot::Target target(folder.file("gone/loss.svg"));
  std::filesystem::remove(folder.path() / "gone");
  BOOST_CHECK_THROW(simple_figure().save(target), FileError);
}

BOOST_AUTO_TEST_SUITE_END()

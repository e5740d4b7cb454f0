#include <boost/test/unit_test.hpp>

#include <d2l/core/error.hpp>
#include <d2l/plot/graph.hpp>

#include "support/contains.hpp"
#include "support/idx_files.hpp"
#include "support/scratch_folder.hpp"

using namespace d2l;
using plot::Content, plot::save_graph;

namespace {

const std::string graph = "digraph {\n  x -> y\n}\n";

}  // namespace

BOOST_AUTO_TEST_SUITE(plot_graph)

BOOST_AUTO_TEST_CASE(every_format_is_written_whole) {
  const ScratchFolder folder;
  for (const auto& [name, start] : {std::pair("g.svg", "<?xml"), {"g.png", "\x89PNG"}, {"g.pdf", "%PDF"}}) {
    BOOST_TEST(save_graph(graph, {folder.file(name), Content::graph}));
    BOOST_TEST(bytes_of(folder.file(name)).starts_with(start));
  }
  BOOST_TEST(contains(bytes_of(folder.file("g.svg")), "<title>graph of a computation</title>"));
  BOOST_TEST(save_graph(graph, {folder.file("g.dot"), Content::graph}));
  BOOST_TEST(bytes_of(folder.file("g.dot")) == graph);
  const Captured output(std::cout);
  BOOST_TEST(save_graph(graph, "terminal"));
  BOOST_TEST(output.text() == graph);
}

BOOST_AUTO_TEST_CASE(without_graphviz_or_with_a_wrong_graph_there_is_a_warning_and_the_old_file_stays) {
  const ScratchFolder folder;
  const auto file = folder.file("g.svg");
  write_bytes(file, "old");
  const Captured errors(std::cerr);
  BOOST_TEST(!save_graph("digraph {", file));
  {
    const Environment nowhere("PATH", folder.path().string());
    BOOST_TEST(!save_graph(graph, file));
  }
  BOOST_TEST(errors.text().find("dot failed with status 1") != std::string::npos);
  BOOST_TEST(errors.text().find("dot is not installed; get it by: apt install graphviz") != std::string::npos);
  BOOST_TEST(bytes_of(file) == "old");
}

BOOST_AUTO_TEST_CASE(a_window_needs_a_display) {
  const Environment x11("DISPLAY", "");
  unsetenv("DISPLAY"), unsetenv("WAYLAND_DISPLAY");
  const Captured errors(std::cerr);
  BOOST_TEST(!save_graph(graph, "window"));
  BOOST_TEST(errors.text().find("there is no display") != std::string::npos);
}

BOOST_AUTO_TEST_SUITE_END()

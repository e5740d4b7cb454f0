#include <string>

#include <boost/test/unit_test.hpp>

#include <d2l/autograd/graph.hpp>
#include <d2l/core/error.hpp>
#include <d2l/ops/ops.hpp>

using namespace d2l;

namespace {

std::size_t count(const std::string& text, const std::string& part) {
  std::size_t found = 0;
  for (auto at = text.find(part); at != std::string::npos; at = text.find(part, at + 1)) ++found;
  return found;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(graph)

BOOST_AUTO_TEST_CASE(the_graph_has_a_node_for_each_op_and_leaf_and_an_arrow_for_each_use) {
  const auto x = ones({2, 2}).requires_grad_();
  const auto y = x + 2;
  const auto out = (y * y * 3).mean();
  const auto dot = to_dot(out, {{"x", x}, {"y", y}, {"a \"constant\"", ones({2})}});
  BOOST_TEST(dot.starts_with("digraph {\n"));
  BOOST_TEST(dot.ends_with("}\n"));
  BOOST_TEST(count(dot, "label=") == 5);
  BOOST_TEST(count(dot, "shape=box") == 1);
  BOOST_TEST(count(dot, "\"x\\n(2, 2)\"") == 1);
  BOOST_TEST(count(dot, "\"y = add\\n(2, 2)\"") == 1);
  BOOST_TEST(count(dot, "\"mean\\n()\"") == 1);
  BOOST_TEST(count(dot, "->") == 5);
  BOOST_TEST(count(dot, "1 -> 2") == 2);  // y enters the product twice
}

BOOST_AUTO_TEST_CASE(names_may_have_quotes_and_backslashes) {
  const auto x = ones<double>({2}).requires_grad_();
  BOOST_TEST(count(to_dot(x, {{"a\\\"b", x}}), R"~(label="a\\\"b\n(2,)")~") == 1);
}

BOOST_AUTO_TEST_CASE(a_graph_of_100000_ops_is_drawn_without_running_out_of_stack) {
  auto x = ones({1}).requires_grad_();
  auto y = x + 0;
  for (int i = 1; i < 100'000; ++i) y = y + 0;
  BOOST_TEST(count(to_dot(y), "->") == 100'000);
}

BOOST_AUTO_TEST_CASE(what_has_no_graph_is_refused) {
  const auto x = ones({2}).requires_grad_();
  BOOST_CHECK_THROW(to_dot(ones({2})), AutogradError);
  const auto y = exp(x).sum();
  y.backward();
  BOOST_CHECK_EXCEPTION(to_dot(y), AutogradError,
                        [](const auto& e) { return count(e.what(), "the graph of exp was freed by backward") == 1; });
}

BOOST_AUTO_TEST_SUITE_END()

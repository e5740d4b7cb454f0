// A leaf that wants its gradient early gets it when it is whole, before the ops in front of it have had their turn.
#include <string>
#include <utility>
#include <vector>

#include <boost/test/unit_test.hpp>

#include <d2l/autograd/node.hpp>
#include <d2l/ops/ops.hpp>

using namespace d2l;

namespace {

// Two layers, of which the second weight goes into two ops: when which gradient is there, and what it is.
struct TwoLayers {
  Tensor<> w1 = full({2}, 3.0F), w2 = full({2}, 5.0F);
  std::vector<std::string> order;

  explicit TwoLayers(bool early) {
    w1.requires_grad_();
    w2.requires_grad_();
    note(w1, "w1");
    note(w2, "w2");
    if (!early) return;
    w1.node()->want_gradient_early();
    w2.node()->want_gradient_early();
  }
  void note(const Tensor<>& x, const std::string& name) {
    x.register_hook([this, name](const Tensor<>&) {
      order.push_back(name);
      return Tensor<>();
    });
  }
  void backward() {
    order.clear();
    const auto hidden = exp(w1 * 0.1F);
    note(hidden, "hidden");
    const auto product = hidden * w2;
    note(product, "product");
    (product * w2).sum().backward();
  }
};

const std::vector<std::string> early_order{"product", "w2", "hidden", "w1"},
    usual_order{"product", "hidden", "w2", "w1"};

}  // namespace

BOOST_AUTO_TEST_SUITE(early_gradient)

BOOST_AUTO_TEST_CASE(it_comes_when_it_is_whole) {
  TwoLayers usual(false), early(true);
  for (int graph = 0; graph < 3; ++graph) {
    usual.backward();
    early.backward();
    BOOST_TEST(usual.order == usual_order, boost::test_tools::per_element());
    BOOST_TEST(early.order == early_order, boost::test_tools::per_element());
    for (const auto& [x, y] : {std::pair(usual.w1, early.w1), std::pair(usual.w2, early.w2)})
      BOOST_TEST(x.grad().to_vector() == y.grad().to_vector());
  }
}

// An op that is no part of what is differentiated makes it later, never too early.
BOOST_AUTO_TEST_CASE(an_unused_op_does_no_harm) {
  TwoLayers early(true);
  const auto unused = early.w2 * 2.0F;
  early.backward();
  BOOST_TEST(early.order == (std::vector<std::string>{"product", "hidden", "w1", "w2"}),
             boost::test_tools::per_element());
}

// A graph that passes again does not know any more where its leaves were used: they come last.
BOOST_AUTO_TEST_CASE(a_second_backward_is_right) {
  TwoLayers early(true);
  const auto y = (early.w1 * early.w2).sum();
  y.backward(true);
  early.order.clear();
  y.backward();
  BOOST_TEST(early.order.size() == 2U);
  BOOST_TEST(early.w1.grad().to_vector() == std::vector<float>(2, 10));
}

BOOST_AUTO_TEST_SUITE_END()

#include <utility>

#include <boost/test/unit_test.hpp>

#include <d2l/core/error.hpp>
#include <d2l/nn/layers.hpp>
#include <d2l/nn/linear.hpp>
#include <d2l/nn/module.hpp>
#include <d2l/nn/sequential.hpp>

using namespace d2l;

namespace {

struct Scale : nn::Module {
  nn::Parameter factor = ones({1});
  Tensor<> forward(const Tensor<>& X) override { return factor * X; }
  void visit(nn::Visitor& v) override { v("factor", factor); }
};

// The same module twice in the way of the data.
struct Twice : nn::Module {
  Scale scale;
  nn::Linear last{2, 1};
  Tensor<> forward(const Tensor<>& X) override { return last(scale(scale(X))); }
  void visit(nn::Visitor& v) override {
    v("first", scale);
    v("second", scale);
    v("last", last);
  }
};

std::vector<std::string> names(nn::Module& module) {
  std::vector<std::string> result;
  for (const auto& [name, parameter] : module.named_parameters()) result.push_back(name);
  return result;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(module)

BOOST_AUTO_TEST_CASE(parameters_are_named_by_their_path_in_order) {
  nn::Sequential net{nn::Flatten{}, nn::Linear{4, 3}, nn::ReLU{}, nn::Sequential{nn::Linear{3, 2, false}, nn::Tanh{}}};
  BOOST_TEST(names(net) == (std::vector<std::string>{"1.weight", "1.bias", "3.0.weight"}),
             boost::test_tools::per_element());
  for (const auto& parameter : net.parameters()) BOOST_TEST(parameter.requires_grad());
}

BOOST_AUTO_TEST_CASE(a_shared_parameter_is_listed_once_and_gets_both_gradients) {
  Twice net;
  BOOST_TEST(names(net) == (std::vector<std::string>{"first.factor", "last.weight", "last.bias"}),
             boost::test_tools::per_element());
  net.last.weight.detach().fill_(1);
  net(tensor({{2, 3}})).sum().backward();
  BOOST_TEST(net.scale.factor.grad().item() == 10.0F);  // d/df of f²(2 + 3) at f = 1
}

BOOST_AUTO_TEST_CASE(a_copy_has_parameters_of_its_own) {
  nn::Sequential net{nn::Linear{2, 2}};
  auto copy = net;
  BOOST_TEST(!copy.parameters()[0].is(net.parameters()[0]));
  BOOST_TEST(copy.parameters()[0].to_vector() == net.parameters()[0].to_vector(), boost::test_tools::per_element());
  copy.parameters()[0].detach().fill_(7);
  BOOST_TEST(net.parameters()[0].at(0, 0) != 7.0F);
  const auto before = net.parameters()[0];
  const auto moved = std::move(net);
  BOOST_TEST(before.is(const_cast<nn::Sequential&>(moved).parameters()[0]));
}

BOOST_AUTO_TEST_CASE(train_and_eval_reach_every_module) {
  nn::Sequential net{nn::Sequential{nn::ReLU{}}, nn::Linear{1, 1}};
  auto& inner = dynamic_cast<nn::Sequential&>(net[0]);
  BOOST_TEST(inner[0].training());
  net.eval();
  BOOST_TEST((!net.training() && !inner.training() && !inner[0].training() && !net[1].training()));
  net.train();
  BOOST_TEST((inner[0].training() && net[1].training()));
}

BOOST_AUTO_TEST_CASE(zero_grad_forgets_all_gradients) {
  nn::Linear layer{2, 1};
  layer(ones({1, 2})).sum().backward();
  BOOST_TEST(layer.weight.grad().defined());
  layer.zero_grad();
  BOOST_TEST(!layer.weight.grad().defined());
}

BOOST_AUTO_TEST_CASE(layers_compute_their_formulas) {
  const auto X = tensor({{-1, 2}, {0, -3}});
  BOOST_TEST(nn::ReLU{}(X).to_vector() == (std::vector<float>{0, 2, 0, 0}), boost::test_tools::per_element());
  BOOST_TEST(nn::Sigmoid{}(zeros({1})).item() == 0.5F);
  BOOST_TEST(nn::Tanh{}(zeros({1})).item() == 0.0F);
  BOOST_TEST((nn::Flatten{}(zeros({5, 1, 2, 3})).shape() == Shape{5, 6}));
  BOOST_CHECK_THROW((void)nn::Sequential{nn::ReLU{}}[1], IndexError);
  BOOST_CHECK_THROW((nn::Linear{3, 2}(zeros({4, 2}))), ShapeError);
}

BOOST_AUTO_TEST_CASE(an_empty_sequential_gives_back_what_it_gets) {
  nn::Sequential net;
  const auto X = tensor({1, 2});
  BOOST_TEST(net(X).is(X));
  BOOST_TEST(net.parameters().empty());
}

BOOST_AUTO_TEST_SUITE_END()

#include <concepts>
#include <utility>

#include <boost/test/unit_test.hpp>

#include <d2l/core/error.hpp>
#include <d2l/nn/layers.hpp>
#include <d2l/nn/linear.hpp>
#include <d2l/nn/module.hpp>
#include <d2l/nn/module_dict.hpp>
#include <d2l/nn/parameter_list.hpp>
#include <d2l/nn/sequential.hpp>
#include <d2l/ops/ops.hpp>

using namespace d2l;

namespace {

struct Scale : nn::Layer {
  nn::Parameter factor = ones({1});
  Tensor<> forward(const Tensor<>& X) override { return factor * X; }
  void visit(nn::Visitor& v) override { v("factor", factor); }
};

// The same module twice in the way of the data.
struct Twice : nn::Layer {
  Scale scale;
  nn::Linear last{2, 1};
  Tensor<> forward(const Tensor<>& X) override { return last(scale(scale(X))); }
  void visit(nn::Visitor& v) override {
    v("first", scale);
    v("second", scale);
    v("last", last);
  }
};

std::vector<std::string> names(const nn::Module& module) {
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
  BOOST_TEST(before.is(moved.parameters()[0]));
}

BOOST_AUTO_TEST_CASE(a_copy_shares_within_itself_what_the_original_shares) {
  const auto shared = std::make_shared<nn::Linear>(2, 2);
  // In the net itself, and in a net within.
  nn::ModuleList net{shared, nn::Sequential{nn::ReLU{}, shared}, nn::ModuleDict{{"again", shared}}};
  BOOST_TEST(names(net) == (std::vector<std::string>{"0.weight", "0.bias"}), boost::test_tools::per_element());
  auto copy = net;
  BOOST_TEST(names(copy) == (std::vector<std::string>{"0.weight", "0.bias"}), boost::test_tools::per_element());
  BOOST_TEST(&copy[0] == &nn::as<nn::Sequential>(copy[1])[1]);
  BOOST_TEST(&copy[0] == &nn::as<nn::ModuleDict>(copy[2])["again"]);
  BOOST_TEST(&copy[0] != &net[0]);
  BOOST_TEST(&net[0] == shared.get());
  nn::ModuleList other;
  other = copy;
  BOOST_TEST(&other[0] != &copy[0]);
  BOOST_TEST(names(other).size() == 2);
  BOOST_CHECK_THROW(nn::AnyModule(std::shared_ptr<nn::Linear>()), ValueError);
  BOOST_CHECK_THROW(nn::AnyModule(std::shared_ptr<nn::Linear>(std::make_shared<nn::LazyLinear>(2))), ValueError);
}

BOOST_AUTO_TEST_CASE(a_parameter_is_a_leaf_whatever_it_was_computed_from) {
  const auto w = ones({2}).requires_grad_();
  const nn::Parameter parameter = 3 * w;
  BOOST_TEST(parameter.is_leaf());
  parameter.sum().backward();
  BOOST_TEST(parameter.grad().defined());
  BOOST_TEST(!w.grad().defined());
}

BOOST_AUTO_TEST_CASE(a_frozen_parameter_stays_frozen_in_a_copy) {
  nn::Linear layer{2, 2};
  layer.weight.requires_grad_(false);
  const auto copy = layer;
  BOOST_TEST(!copy.weight.requires_grad());
  BOOST_TEST(copy.bias.requires_grad());
}

BOOST_AUTO_TEST_CASE(state_holds_parameters_and_buffers_and_shared_ones_under_each_name) {
  struct WithBuffer : nn::Layer {
    nn::Buffer constant = ones({2});
    nn::Parameter weight = ones({1});
    Tensor<> forward(const Tensor<>& X) override { return X; }
    void visit(nn::Visitor& v) override {
      v("constant", constant);
      v("weight", weight);
    }
  };
  const auto shared = std::make_shared<WithBuffer>();
  nn::Sequential net{shared, shared};
  std::vector<std::string> state_names;
  for (const auto& [name, tensor] : net.state_dict()) state_names.push_back(name);
  BOOST_TEST(state_names == (std::vector<std::string>{"0.constant", "0.weight", "1.constant", "1.weight"}),
             boost::test_tools::per_element());
  auto copy = net;
  nn::as<WithBuffer>(copy[0]).constant.fill_(5);
  BOOST_TEST(shared->constant.at(0) == 1.0F);
  net.load_state_dict(copy.state_dict());
  BOOST_TEST(shared->constant.at(0) == 5.0F);
  net.to(Device{});
  BOOST_TEST(shared->constant.at(0) == 5.0F);
  BOOST_TEST(net.parameters().size() == 1);
}

BOOST_AUTO_TEST_CASE(a_state_that_does_not_fit_is_refused_with_all_that_is_wrong) {
  nn::Sequential net{nn::Linear{2, 3}, nn::Linear{3, 1}};
  const auto before = net.parameters()[0].to_vector();
  const NamedTensors state{{"0.weight", ones({2, 3})},
                           {"0.bias", tensor<double>({1, 2, 3})},
                           {"1.bias", ones({1})},
                           {"2.weight", ones({1})},
                           {"x", ones({1})}};
  BOOST_CHECK_EXCEPTION(net.load_state_dict(state), ValueError, [](const ValueError& error) {
    return error.what() ==
           std::string(
               "load_state_dict: this is the state of another model; missing: 1.weight; unexpected: 2.weight, x; "
               "of another shape: 0.weight has (2, 3), not (3, 2); of another element type: 0.bias");
  });
  BOOST_TEST(net.parameters()[0].to_vector() == before, boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(apply_reaches_every_module_the_inner_ones_first) {
  nn::Sequential net{nn::Sequential{nn::ReLU{}}, nn::Linear{1, 1}};
  std::string visited;
  net.apply([&](nn::Module& module) { visited += module.name() + " "; });
  BOOST_TEST(visited == "ReLU Sequential Linear Sequential ");
}

BOOST_AUTO_TEST_CASE(parameters_are_found_by_name_and_layers_by_class) {
  nn::Sequential net{nn::Linear{2, 3}, nn::ReLU{}};
  BOOST_TEST(net.get_parameter("0.weight").is(nn::as<nn::Linear>(net[0]).weight));
  BOOST_CHECK_THROW(net.get_parameter("1.weight"), ValueError);
  BOOST_CHECK_THROW(nn::as<nn::Linear>(net[1]), ValueError);
}

BOOST_AUTO_TEST_CASE(lists_and_dicts_keep_order_and_names) {
  nn::ModuleDict dict{{"b", nn::Linear{1, 1}}, {"a", nn::ReLU{}}};
  dict.insert("b", nn::Tanh{});
  dict.insert("c", nn::ReLU{});
  BOOST_TEST(dict.keys() == (std::vector<std::string>{"b", "a", "c"}), boost::test_tools::per_element());
  BOOST_TEST(dict["b"].name() == "Tanh");
  BOOST_TEST((dict.contains("a") && !dict.contains("d")));
  BOOST_CHECK_THROW(dict["d"], IndexError);
  static_assert(!std::invocable<nn::ModuleDict&, const Tensor<>&>);  // what they do together is for others to say
  nn::ParameterList list{ones({2}), ones({})};
  list.append(zeros({0, 3}));
  BOOST_TEST(names(list) == (std::vector<std::string>{"0", "1", "2"}), boost::test_tools::per_element());
  BOOST_CHECK_THROW(list[3], IndexError);
  BOOST_TEST(to_string(list) ==
             "ParameterList(\n    (0): Parameter containing: [float32 of size 2]\n    (1): Parameter containing: "
             "[float32 of size ()]\n    (2): Parameter containing: [float32 of size 0x3]\n)");
  nn::ParameterDict parameters{{"b", ones({1})}};
  parameters.insert("a", ones({2}));
  parameters.insert("b", ones({3}));
  BOOST_TEST(names(parameters) == (std::vector<std::string>{"b", "a"}), boost::test_tools::per_element());
  BOOST_TEST((parameters["b"].shape() == Shape{3}));
  BOOST_CHECK_THROW(parameters["c"], IndexError);
}

BOOST_AUTO_TEST_CASE(a_lazy_layer_waits_for_its_first_batch) {
  nn::Sequential net{nn::LazyLinear{3}, nn::LazyLinear{1, false}};
  for (const auto& use : std::vector<std::function<void()>>{[&] { net.parameters(); }, [&] { net.state_dict(); },
                                                            [&] { net.zero_grad(); }, [&] { net.load_state_dict({}); },
                                                            [&] { net.get_parameter("0.weight"); }})
    BOOST_CHECK_THROW(use(), ValueError);
  net.eval();
  auto copy = net;
  net(ones({2, 5}));
  BOOST_TEST(names(net) == (std::vector<std::string>{"0.weight", "0.bias", "1.weight"}),
             boost::test_tools::per_element());
  BOOST_TEST(!net[0].training());
  BOOST_CHECK_THROW(net(ones({2, 4})), ShapeError);
  BOOST_TEST((copy(ones({2, 4})).shape() == Shape{2, 1}));
  BOOST_CHECK_THROW(nn::LazyLinear{2}(tensor(1.0)), ShapeError);
}

BOOST_AUTO_TEST_CASE(train_and_eval_reach_every_module) {
  nn::Sequential net{nn::Sequential{nn::ReLU{}}, nn::Linear{1, 1}};
  auto& inner = nn::as<nn::Sequential>(net[0]);
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

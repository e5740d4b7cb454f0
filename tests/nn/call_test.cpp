#include <tuple>
#include <utility>
#include <vector>

#include <boost/test/unit_test.hpp>

#include <d2l/autograd/grad_mode.hpp>
#include <d2l/nn/dropout.hpp>
#include <d2l/nn/evaluation.hpp>
#include <d2l/nn/layers.hpp>
#include <d2l/nn/linear.hpp>
#include <d2l/nn/sequential.hpp>
#include <d2l/ops/ops.hpp>

#include "support/message_of.hpp"

using namespace d2l;

// Modules with inputs and outputs of their own, networks that nobody may change, and the mode of a network.
namespace {

struct Lookup : nn::Callable<Lookup> {
  nn::Parameter rows = tensor({{1, 2}, {3, 4}, {5, 6}});
  nn::BufferOf<std::int64_t> calls = zeros<std::int64_t>({});
  Tensor<> forward(const Tensor<std::int64_t>& index) {
    calls += 1;
    return rows.index_select(0, index);
  }
  void visit(nn::Visitor& v) override {
    v("rows", rows);
    v("calls", calls);
  }
};

using State = std::pair<Tensor<>, std::vector<Tensor<>>>;

struct Recurrent : nn::Callable<Recurrent> {
  nn::Linear in{2, 2}, again{2, 2};
  State forward(const Tensor<>& X, const State& state) {
    auto H = tanh(in(X) + again(state.second[0]));
    return {H, {H}};
  }
  void visit(nn::Visitor& v) override {
    v("in", in);
    v("again", again);
  }
};

// Keeps its weights where no visit finds them.
struct Forgetful : nn::Callable<Forgetful> {
  std::vector<nn::Linear> layers{nn::Linear(2, 2)};
  std::tuple<int, Tensor<>> forward(const Tensor<>& X, int n) { return {n, layers[0](X)}; }
};

}  // namespace

BOOST_AUTO_TEST_SUITE(call)

BOOST_AUTO_TEST_CASE(a_module_takes_and_gives_what_its_forward_says) {
  Lookup lookup;
  const auto Y = lookup(tensor<std::int64_t>({2, 0}));
  BOOST_TEST(Y.to_vector() == (std::vector<float>{5, 6, 1, 2}), boost::test_tools::per_element());
  Y.sum().backward();
  BOOST_TEST(lookup.rows.grad().sum().item() == 4.0F);
  static_assert(!std::invocable<Lookup&, const Tensor<>&>);
  static_assert(!std::constructible_from<nn::Sequential, Lookup>);
  static_assert(!std::invocable<nn::ModuleList&, const Tensor<>&>);

  Recurrent recurrent;
  State state{{}, {zeros({1, 2})}};
  for (int t = 0; t < 3; ++t) state = recurrent(ones({1, 2}), state);
  state.first.sum().backward();
  for (const auto& parameter : recurrent.parameters()) BOOST_TEST(parameter.grad().defined());
}

BOOST_AUTO_TEST_CASE(what_is_not_shown_is_told_whatever_forward_takes_and_gives) {
  Forgetful module;
  BOOST_TEST(
      message_of<ValueError>([&] { module(ones({1, 2}), 3); }).starts_with("Forgetful: forward computes with 2"));
}

BOOST_AUTO_TEST_CASE(a_buffer_may_be_of_whole_numbers) {
  Lookup lookup;
  lookup(tensor<std::int64_t>({1}));
  auto copy = lookup;
  copy(tensor<std::int64_t>({1}));
  BOOST_TEST(lookup.calls.item() == 1);
  BOOST_TEST(copy.calls.item() == 2);
  const auto state = copy.state_dict();
  BOOST_TEST(state.size() == 2);
  BOOST_TEST(get<std::int64_t>(state, "calls").item() == 2);
  lookup.load_state_dict(state);
  BOOST_TEST(lookup.calls.item() == 2);
  lookup.to(Device{});
  BOOST_TEST(lookup.calls.item() == 2);
  BOOST_TEST(lookup.parameters().size() == 1);
}

BOOST_AUTO_TEST_CASE(a_const_network_is_called_in_evaluation_only) {
  nn::Sequential net{nn::Linear{2, 3}, nn::Dropout{0.5}, nn::Linear{3, 1}};
  const auto& fixed = net;
  const auto X = ones({1, 2});
  BOOST_TEST(message_of<ValueError>([&] { fixed(X); }).starts_with("Sequential: a const module is called in"));
  net.eval();
  BOOST_TEST(fixed(X).item() == net(X).item());
  BOOST_TEST(fixed.named_parameters().size() == 4);
  BOOST_TEST(to_string(fixed).starts_with("Sequential("));

  nn::Sequential lazy{nn::LazyLinear{3}};
  lazy.eval();
  BOOST_CHECK_THROW(std::as_const(lazy)(X), ValueError);
  lazy(X);
  std::as_const(lazy)(X);
}

BOOST_AUTO_TEST_CASE(evaluation_leaves_each_module_in_the_mode_in_which_it_was) {
  nn::Sequential net{nn::Linear{2, 2}, nn::Sequential{nn::Dropout{0.5}}};
  net[0].eval();  // a layer that is not to be trained
  {
    const nn::Evaluation evaluation(net);
    BOOST_TEST(!net.training());
    BOOST_TEST(!nn::as<nn::Sequential>(net[1])[0].training());
  }
  const auto expect_as_before = [&] {
    BOOST_TEST(net.training());
    BOOST_TEST(!net[0].training());
    BOOST_TEST(nn::as<nn::Sequential>(net[1])[0].training());
  };
  expect_as_before();
  BOOST_CHECK_THROW(
      {
        const nn::Evaluation evaluation(net);
        net(ones({1, 7}));
      },
      ShapeError);
  expect_as_before();
}

BOOST_AUTO_TEST_SUITE_END()

#include <limits>

#include <d2l/book/sgd.hpp>
#include <d2l/book/updater.hpp>
#include <d2l/core/error.hpp>
#include <d2l/nn/layers.hpp>
#include <d2l/ops/ops.hpp>
#include <d2l/optim/sgd.hpp>

#include "support/contains.hpp"
#include "support/fixtures.hpp"
#include "support/message_of.hpp"

using namespace d2l;

namespace {

Tensor<> parameter(const nlohmann::json& values) {
  return tensor(values.get<std::vector<float>>(), {std::ssize(values)}).requires_grad_();
}

}  // namespace

BOOST_AUTO_TEST_SUITE(sgd)

BOOST_AUTO_TEST_CASE(steps_are_those_of_pytorch) {
  for (const auto& run : fixture("training.json", "steps")) {
    const auto w = parameter(run["w"]), b = parameter(run["b"]);
    const auto momentum = run["momentum"].get<double>(), decay = run["weight_decay"].get<double>();
    optim::SGD optimizer(
        {{{w}, {.lr = 0.1, .momentum = momentum, .weight_decay = decay}}, {{b}, {.lr = 0.05, .momentum = momentum}}});
    for (const auto& after : run["after"]) {
      optimizer.zero_grad();
      ((w * w).sum() * b.sum() + w.sum()).backward();
      optimizer.step();
      BOOST_TEST_CONTEXT("momentum " << momentum << ", weight decay " << decay) {
        expect_near(w, after["w"], 3e-6);
        expect_near(b, after["b"], 3e-6);
      }
    }
  }
}

BOOST_AUTO_TEST_CASE(a_parameter_without_gradient_stays) {
  const auto w = ones({2}).requires_grad_();
  optim::SGD({w}, {.lr = 1, .weight_decay = 1}).step();
  BOOST_TEST(w.sum().item() == 2.0F);
}

BOOST_AUTO_TEST_CASE(the_rate_of_a_group_may_change_between_steps) {
  const auto w = zeros({1}).requires_grad_();
  optim::SGD optimizer({w}, {.lr = 1});
  w.sum().backward();
  optimizer.step();
  optimizer.groups()[0].options.lr = 0.5;
  optimizer.step();
  BOOST_TEST(w.item() == -1.5F);
}

BOOST_AUTO_TEST_CASE(a_state_that_was_taken_over_goes_on_with_the_same_steps) {
  const auto w = ones({2}).requires_grad_(), b = ones({1}).requires_grad_();
  const auto step = [](optim::SGD& optimizer, const Tensor<>& x, const Tensor<>& y) {
    optimizer.zero_grad();
    ((x * x).sum() * y.sum()).backward();
    optimizer.step();
  };
  optim::SGD first({w, b}, {.lr = 0.1, .momentum = 0.9});
  BOOST_TEST(first.state_dict().empty());
  step(first, w, b);
  const auto w2 = w.detach().clone().requires_grad_(), b2 = b.detach().clone().requires_grad_();
  optim::SGD second({w2, b2}, {.lr = 0.1, .momentum = 0.9});
  second.load_state_dict(first.state_dict());
  for (int i = 0; i < 3; ++i) {
    step(first, w, b);
    step(second, w2, b2);
  }
  BOOST_TEST(w.to_vector() == w2.to_vector(), boost::test_tools::per_element());
  BOOST_TEST(b.to_vector() == b2.to_vector(), boost::test_tools::per_element());
  for (const auto& wrong : {NamedTensors{{"2.momentum_buffer", ones({1})}},
                            NamedTensors{{"0.momentum_buffer", ones({3})}}, NamedTensors{{"velocity", ones({2})}}})
    BOOST_CHECK_THROW(second.load_state_dict(wrong), ValueError);
  BOOST_TEST(second.state_dict().size() == 2);
}

BOOST_AUTO_TEST_CASE(a_step_voids_what_a_gradient_kept) {
  const auto w = ones({2}).requires_grad_();
  optim::SGD optimizer({w}, {.lr = 1});
  const auto y = (w * w).sum();
  y.backward(true);
  optimizer.step();
  BOOST_CHECK_THROW(y.backward(), AutogradError);
}

BOOST_AUTO_TEST_CASE(options_without_sense_are_refused) {
  const auto w = ones({2}).requires_grad_();
  BOOST_CHECK_THROW(optim::SGD({w}, {.lr = -1}), ValueError);
  BOOST_CHECK_THROW(optim::SGD({w}, {.lr = std::numeric_limits<double>::quiet_NaN()}), ValueError);
  BOOST_CHECK_THROW(optim::SGD({w}, {.lr = 1, .momentum = -0.1}), ValueError);
  BOOST_CHECK_THROW(optim::SGD({w}, {.lr = 1, .weight_decay = -1}), ValueError);
  BOOST_CHECK_THROW(optim::SGD({ones({2})}, {.lr = 1}), ValueError);
  BOOST_TEST(message_of<ValueError>([&] {
               optim::SGD({{{ones({1}).requires_grad_(), w}, {.lr = 1}}, {{w}, {.lr = 1}}});
             }) == "SGD: parameters 1 and 2 are one tensor, which would be stepped twice; give it once");
}

BOOST_AUTO_TEST_CASE(an_optimizer_over_no_parameters_is_refused) {
  const auto w = ones({2}).requires_grad_();
  BOOST_TEST(message_of<ValueError>([] {
               optim::SGD(nn::ReLU().parameters(), {.lr = 1});
             }).starts_with("SGD: there are 0 parameters to train"));
  BOOST_TEST(message_of<ValueError>([] {
               optim::SGD(std::vector<optim::SGD::Group>{});
             }).starts_with("SGD: there are 0 groups"));
  BOOST_TEST(message_of<ValueError>([&] {
               optim::SGD({{{w}, {.lr = 1}}, {{}, {.lr = 1}}});
             }).starts_with("SGD: there are 0 parameters in group 1"));
  BOOST_CHECK_THROW(Updater({}, 0.1), ValueError);
  BOOST_CHECK_THROW(d2l::sgd({}, 0.1, 4), ValueError);
}

BOOST_AUTO_TEST_CASE(a_parameter_whose_elements_share_memory_is_refused) {
  const auto said =
      message_of<ShapeError>([] { optim::SGD sgd({ones({3, 1}).expand({3, 4}).requires_grad_()}, {.lr = 0.1}); });
  BOOST_TEST(contains(said, "SGD"), said);
  BOOST_TEST(contains(said, "clone()"), said);
}

BOOST_AUTO_TEST_SUITE_END()

// 500 steps of each optimizer on a small network, its state halfway, schedules and clipping: PyTorch's numbers.
#include <cmath>
#include <memory>
#include <string>
#include <vector>

#include <boost/test/unit_test.hpp>

#include <d2l/d2l.hpp>
#include <d2l/kernels/formulas/optim.hpp>

#include "support/fixtures.hpp"
#include "support/message_of.hpp"

using namespace d2l;

namespace {

using Json = nlohmann::json;

Tensor<> tensor_of(const Json& values, const Shape& shape) { return tensor(values.get<std::vector<float>>(), shape); }

Json whole(const std::string& part) { return fixture("optim.json", part); }

nn::Sequential network(const Json& parameters) {
  nn::Sequential net{nn::Linear{3, 5}, nn::Tanh{}, nn::Linear{5, 2}};
  const auto own = net.parameters();
  for (std::size_t i = 0; i < own.size(); ++i) own[i].data().copy_(tensor_of(parameters[i], own[i].shape()));
  return net;
}

// Weights and biases in two groups: these do not decay, and have half the rate.
template <class Optimizer>
std::unique_ptr<optim::Optimizer> in_two_groups(const nn::Module& net, const typename Optimizer::Options& options) {
  typename Optimizer::Group weights{{}, options}, biases{{}, options};
  biases.options.weight_decay = 0;
  biases.options.lr /= 2;
  const auto parameters = net.parameters();
  for (std::size_t i = 0; i < parameters.size(); ++i)
    (i % 2 == 0 ? weights : biases).parameters.push_back(parameters[i]);
  return std::make_unique<Optimizer>(std::vector{weights, biases});
}

std::unique_ptr<optim::Optimizer> optimizer_of(const Json& run, const nn::Module& net) {
  const auto& o = run["options"];
  const auto decay = o.value("weight_decay", 0.0);
  if (run["kind"] == "SGD")
    return in_two_groups<optim::SGD>(net, {.lr = o["lr"],
                                           .momentum = o.value("momentum", 0.0),
                                           .weight_decay = decay,
                                           .nesterov = o.value("nesterov", false)});
  if (run["kind"] == "Adagrad")
    return in_two_groups<optim::Adagrad>(net, {.lr = o["lr"],
                                               .lr_decay = o.value("lr_decay", 0.0),
                                               .weight_decay = decay,
                                               .initial_accumulator_value = o.value("initial_accumulator_value", 0.0),
                                               .eps = o.value("eps", 1e-10)});
  if (run["kind"] == "RMSprop")
    return in_two_groups<optim::RMSprop>(net, {.lr = o["lr"],
                                               .alpha = o.value("alpha", 0.99),
                                               .eps = o.value("eps", 1e-8),
                                               .weight_decay = decay,
                                               .momentum = o.value("momentum", 0.0),
                                               .centered = o.value("centered", false)});
  if (run["kind"] == "Adadelta")
    return in_two_groups<optim::Adadelta>(
        net, {.lr = o["lr"], .rho = o.value("rho", 0.9), .eps = o.value("eps", 1e-6), .weight_decay = decay});
  const optim::AdamOptions options{.lr = o["lr"],
                                   .beta1 = o.value("beta1", 0.9),
                                   .beta2 = o.value("beta2", 0.999),
                                   .eps = o.value("eps", 1e-8),
                                   .weight_decay = decay,
                                   .amsgrad = o.value("amsgrad", false)};
  if (run["kind"] == "Adam") return in_two_groups<optim::Adam>(net, options);
  return in_two_groups<optim::AdamW>(net, options);
}

void train(nn::Sequential& net, optim::Optimizer& optimizer, int steps) {
  static const auto X = tensor_of(whole("X"), {16, 3}), y = tensor_of(whole("y"), {16, 2});
  for (int i = 0; i < steps; ++i) {
    optimizer.zero_grad();
    square(net(X) - y).mean().backward();
    optimizer.step();
  }
}

// Within 1e-6 on the machine where the numbers were made; with the products of another processor's BLAS somewhat more,
// as PyTorch's own results in float and double are up to 1e-5 apart.
constexpr double tolerance = 2e-6;

void expect_parameters(const nn::Module& net, const Json& values) {
  const auto parameters = net.parameters();
  for (std::size_t i = 0; i < parameters.size(); ++i) expect_near(parameters[i], values[i], tolerance);
}

// PyTorch's state of the optimizer, as the file of an optimizer here has it.
NamedTensors state_of(const Json& run, const std::vector<Tensor<>>& parameters) {
  NamedTensors state;
  for (const auto& [name, values] : run["state"].items())
    state.emplace_back(name,
                       tensor_of(values, name.ends_with(".step") ? Shape{} : parameters[std::stoul(name)].shape()));
  return state;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(pytorch)

BOOST_AUTO_TEST_CASE(five_hundred_steps_are_those_of_pytorch) {
  for (const auto& run : whole("runs")) BOOST_TEST_CONTEXT(run["kind"] << run["options"]) {
      auto net = network(whole("start"));
      const auto optimizer = optimizer_of(run, net);
      train(net, *optimizer, 250);
      expect_parameters(net, run["halfway"]);
      BOOST_TEST(optimizer->state_dict().size() == run["state"].size());
      for (const auto& [name, values] : run["state"].items())
        expect_near(get(optimizer->state_dict(), name), values, tolerance);
      train(net, *optimizer, 250);
      expect_parameters(net, run["end"]);
    }
}

BOOST_AUTO_TEST_CASE(pytorch_s_state_is_taken_over_and_goes_on) {
  for (const auto& run : whole("runs")) BOOST_TEST_CONTEXT(run["kind"] << run["options"]) {
      auto net = network(run["halfway"]);
      const auto optimizer = optimizer_of(run, net);
      optimizer->load_state_dict(state_of(run, optimizer->parameters()));
      train(net, *optimizer, 250);
      expect_parameters(net, run["end"]);
    }
}

BOOST_AUTO_TEST_CASE(schedules_are_those_of_pytorch) {
  const auto w = ones({1}).requires_grad_(), b = ones({1}).requires_grad_();
  for (const auto& schedule : whole("schedules")) {
    const double lr = schedule["lr"];
    optim::Schedule factor = optim::StepLR{.step_size = 3, .gamma = 0.5};
    if (schedule["name"] == "CosineAnnealingLR") factor = optim::CosineAnnealingLR{.steps = 10, .low = 0.02 / lr};
    optim::SGD optimizer({{{w}, {.lr = lr}}, {{b}, {.lr = lr / 4}}});
    std::int64_t step = 0;
    for (const double rate : schedule["rates"]) {
      optimizer.scale_lr(factor(step++));
      BOOST_CHECK_CLOSE(optimizer.groups()[0].options.lr, rate, 1e-10);
      BOOST_CHECK_CLOSE(optimizer.groups()[1].options.lr, rate / 4, 1e-10);
    }
  }
  const optim::WarmUp warm_up{.steps = 4, .after = optim::StepLR{.step_size = 2, .gamma = 0.5}};
  std::vector<double> factors;
  for (int step = 0; step < 8; ++step) factors.push_back(warm_up(step));
  BOOST_TEST(factors == (std::vector<double>{0.25, 0.5, 0.75, 1, 1, 1, 0.5, 0.5}), boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(gradients_are_clipped_as_by_pytorch) {
  for (const auto& clip : whole("clips")) {
    const auto a = zeros({3, 2}).requires_grad_(), b = zeros({4}).requires_grad_(), unused = ones({2}).requires_grad_();
    ((a * tensor_of(clip["before"][0], {3, 2})).sum() + (b * tensor_of(clip["before"][1], {4})).sum()).backward();
    const auto norm = optim::clip_grad_norm_({a, unused, b}, clip["max_norm"]);
    BOOST_CHECK_CLOSE(norm.item(), clip["norm"].get<float>(), 1e-4);
    expect_near(a.grad(), clip["after"][0]);
    expect_near(b.grad(), clip["after"][1]);
    BOOST_TEST(!unused.grad().defined());
  }
  BOOST_TEST(optim::clip_grad_norm_({}, 1).item() == 0.0F);
  BOOST_CHECK_THROW(optim::clip_grad_norm_({}, 0), ValueError);
}

BOOST_AUTO_TEST_CASE(adamw_decays_where_nothing_is_said_of_it) {
  const auto after = [](const auto& step) {
    const auto w = ones({2}).requires_grad_();
    (w * 0).sum().backward();
    step(w);
    return w.sum().item();
  };
  BOOST_TEST(after([](const Tensor<>& w) { optim::AdamW({w}, {.lr = 1}).step(); }) == 2 * (1 - 0.01F));
  BOOST_TEST(after([](const Tensor<>& w) { optim::AdamW({{{w}, {.lr = 1}}}).step(); }) == 2 * (1 - 0.01F));
  BOOST_TEST(after([](const Tensor<>& w) { optim::AdamW({w}, {.lr = 1, .weight_decay = 0}).step(); }) == 2.0F);
  BOOST_TEST(after([](const Tensor<>& w) { optim::Adam({w}, {.lr = 1}).step(); }) == 2.0F);
}

BOOST_AUTO_TEST_CASE(a_state_goes_on_to_the_last_digit) {
  for (const auto& run : whole("runs")) BOOST_TEST_CONTEXT(run["kind"] << run["options"]) {
      auto whole_way = network(whole("start")), first = network(whole("start"));
      train(whole_way, *optimizer_of(run, whole_way), 20);
      const auto until_then = optimizer_of(run, first);
      train(first, *until_then, 13);
      const auto from_there = optimizer_of(run, first);
      from_there->load_state_dict(until_then->state_dict());
      train(first, *from_there, 7);
      for (std::size_t i = 0; i < first.parameters().size(); ++i)
        BOOST_TEST(first.parameters()[i].to_vector() == whole_way.parameters()[i].to_vector());
    }
}

BOOST_AUTO_TEST_CASE(what_the_options_need_must_be_in_a_state) {
  const auto w = ones({2}).requires_grad_();
  w.sum().backward();
  optim::RMSprop plain({w});
  plain.step();
  for (const optim::RMSpropOptions& other : {optim::RMSpropOptions{.momentum = 0.5}, {.centered = true}})
    BOOST_CHECK_THROW(optim::RMSprop({w}, other).load_state_dict(plain.state_dict()), ValueError);
  optim::RMSprop without({w}, {.momentum = 0.5});
  without.step();
  without.groups()[0].options.momentum = 0;  // and its buffer is no longer of the state
  BOOST_CHECK_NO_THROW(optim::RMSprop({w}).load_state_dict(without.state_dict()));
  optim::Adam adam({w});
  adam.step();
  BOOST_CHECK_THROW(optim::Adam({w}, {.amsgrad = true}).load_state_dict(adam.state_dict()), ValueError);
}

BOOST_AUTO_TEST_CASE(gradients_that_are_all_alike_have_a_deviation_of_0) {
  manual_seed(0);
  const auto w = ones({1000}).requires_grad_(), gradients = rand({1000});  // of which rounding makes some below 0
  optim::RMSprop centered({w}, {.lr = 1e-6, .alpha = 0.5, .centered = true});
  for (int i = 0; i < 200; ++i) {
    centered.zero_grad();
    (w * gradients).sum().backward();
    centered.step();
  }
  BOOST_TEST(std::isfinite(w.detach().sum().item()));
}

BOOST_AUTO_TEST_CASE(options_without_sense_are_refused_and_named) {
  const auto w = ones({2}).requires_grad_();
  BOOST_TEST(message_of<ValueError>([&] { optim::Adam({w}, {.lr = -1}); }).starts_with("Adam: lr is -1"));
  BOOST_TEST(message_of<ValueError>([&] { optim::AdamW({w}, {.beta1 = 1}); }).starts_with("AdamW: beta1 is 1"));
  BOOST_CHECK_THROW(optim::Adam({w}, {.beta2 = -0.1}), ValueError);
  BOOST_CHECK_THROW(optim::Adam({w}, {.eps = -1}), ValueError);
  BOOST_CHECK_THROW(optim::Adam({w}, {.weight_decay = -1}), ValueError);
  BOOST_CHECK_THROW(optim::SGD({w}, {.lr = 1, .nesterov = true}), ValueError);
  BOOST_CHECK_THROW(optim::Adagrad({w}, {.lr_decay = -1}), ValueError);
  BOOST_CHECK_THROW(optim::Adagrad({w}, {.initial_accumulator_value = -1}), ValueError);
  BOOST_TEST(message_of<ValueError>([&] { optim::RMSprop({w}, {.alpha = 1}); }).starts_with("RMSprop: alpha is 1"));
  BOOST_CHECK_THROW(optim::RMSprop({w}, {.momentum = -1}), ValueError);
  BOOST_TEST(message_of<ValueError>([&] { optim::Adadelta({w}, {.rho = -1}); }).starts_with("Adadelta: rho is -1"));
  BOOST_CHECK_THROW(optim::Adam(std::vector<Tensor<>>{}), ValueError);
  optim::Adam adam({w});
  BOOST_CHECK_THROW(adam.load_state_dict({{"0.step", ones({})}}), ValueError);  // without its means
  BOOST_CHECK_THROW(adam.load_state_dict({{"0.exp_avg", ones({3})}}), ValueError);
  BOOST_CHECK_THROW(adam.load_state_dict({{"1.exp_avg", ones({2})}}), ValueError);
}

// Each squaring doubles the relative error. What is left out of 1 - βᵗ is less than its rounding.
BOOST_AUTO_TEST_CASE(adam_s_powers_are_exact_to_the_rounding_of_squares) {
  for (const double beta : {0.0, 0.5, 0.9, 0.999, 1 - 1e-7})
    for (const float t : {1.0F, 2.0F, 300.0F, 399.0F, 401.0F, 30'000.0F, 39'000.0F, 41'000.0F, 16'777'216.0F}) {
      const auto power = formulas::CountAdam::power(beta, t), expected = std::pow(beta, double{t});
      BOOST_CHECK_MESSAGE(std::abs(power - expected) <= 2e-16 * t * expected + 1e-17,
                          beta << " to the power of " << t << ": " << power << " instead of " << expected);
    }
}

BOOST_AUTO_TEST_SUITE_END()

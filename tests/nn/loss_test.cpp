#include <d2l/core/error.hpp>
#include <d2l/nn/loss.hpp>
#include <d2l/ops/ops.hpp>

#include "support/fixtures.hpp"

using namespace d2l;

BOOST_AUTO_TEST_SUITE(loss)

BOOST_AUTO_TEST_CASE(values_and_gradients_are_those_of_pytorch) {
  const std::map<std::string, Reduction> reductions{
      {"none", Reduction::none}, {"mean", Reduction::mean}, {"sum", Reduction::sum}};
  for (const auto& expected : fixture("training.json", "losses")) {
    const auto name = expected["name"].get<std::string>();
    const auto space = name.find(' ');
    const auto reduction = reductions.at(name.substr(space + 1));
    const Shape shape{expected["shape"][0], expected["shape"][1]};
    const auto y_hat = tensor(expected["y_hat"].get<std::vector<float>>(), shape).requires_grad_();
    Tensor<> value;
    if (name.starts_with("cross_entropy")) {
      const auto labels = expected["y"].get<std::vector<std::int64_t>>();
      value = nn::CrossEntropyLoss{reduction}(y_hat, tensor<std::int64_t>(labels, {std::ssize(labels)}));
    } else {
      value = nn::MSELoss{reduction}(y_hat, tensor(expected["y"].get<std::vector<float>>(), shape));
    }
    value.sum().backward();
    BOOST_TEST_CONTEXT(name) {
      expect_near(value, expected["loss"]);
      expect_near(y_hat.grad(), expected["gradient"]);
    }
  }
}

BOOST_AUTO_TEST_CASE(shapes_and_labels_that_do_not_fit_are_refused) {
  BOOST_CHECK_THROW(nn::MSELoss{}(zeros({3, 1}), zeros({3})), ShapeError);
  BOOST_CHECK_THROW(nn::CrossEntropyLoss{}(zeros({2, 3}), tensor<std::int64_t>({0, 3})), IndexError);
  BOOST_CHECK_THROW(nn::CrossEntropyLoss{}(zeros({2, 3}), tensor<std::int64_t>({0, -1})), IndexError);
  BOOST_CHECK_THROW(nn::CrossEntropyLoss{}(zeros({2, 3}), tensor<std::int64_t>({0})), ShapeError);
}

BOOST_AUTO_TEST_CASE(losses_hand_their_options_on) {
  const auto scores = tensor({2, -1, 0.5, 0, 1, -2}).view({2, 3}), weight = tensor({0.5, 2, 1});
  const auto labels = tensor<std::int64_t>({1, 2});
  const auto expect = [](const Tensor<>& loss, const Tensor<>& right) { BOOST_TEST(loss.item() == right.item()); };
  expect(nn::CrossEntropyLoss{.ignore_index = 2}(scores, labels), cross_entropy(scores, labels, Reduction::mean, 2));
  expect(nn::CrossEntropyLoss{Reduction::sum, {}, weight}(scores, labels),
         cross_entropy(scores, labels, Reduction::sum, {}, weight));
  expect(nn::NLLLoss{Reduction::sum, 1, weight}(scores, labels), nll_loss(scores, labels, Reduction::sum, 1, weight));
  expect(nn::BCEWithLogitsLoss{.weight = weight}(scores, sigmoid(scores)),
         binary_cross_entropy_with_logits(scores, sigmoid(scores), Reduction::mean, weight));
  expect(nn::BCEWithLogitsLoss{.pos_weight = weight}(scores, sigmoid(scores)),
         binary_cross_entropy_with_logits(scores, sigmoid(scores), Reduction::mean, {}, weight));
}

BOOST_AUTO_TEST_SUITE_END()

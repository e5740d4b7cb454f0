#include <cmath>
#include <set>

#include <boost/test/unit_test.hpp>

#include <d2l/core/error.hpp>
#include <d2l/d2l.hpp>

#include "support/idx_files.hpp"
#include "support/scratch_folder.hpp"

using namespace d2l;

BOOST_AUTO_TEST_SUITE(book)

BOOST_AUTO_TEST_CASE(data_iter_gives_each_example_once_in_the_order_of_randperm) {
  const auto X = arange(10).view({5, 2});
  const auto y = arange(5);
  manual_seed(2);
  const auto order = randperm(5).to_vector();
  manual_seed(2);
  std::vector<float> seen;
  std::vector<std::int64_t> sizes;
  for (const auto& [Xb, yb] : data_iter(2, X, y)) {
    sizes.push_back(Xb.size(0));
    for (std::int64_t i = 0; i < yb.numel(); ++i) {
      seen.push_back(yb.at(i));
      BOOST_TEST(Xb.at(i, 1) == 2 * yb.at(i) + 1);
    }
  }
  BOOST_TEST(sizes == (std::vector<std::int64_t>{2, 2, 1}), boost::test_tools::per_element());
  BOOST_TEST(seen == std::vector<float>(order.begin(), order.end()), boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(data_iter_of_nothing_ends_and_of_batches_of_nothing_is_refused) {
  for (const auto& batch : data_iter(2, zeros({0, 3}), zeros({0}))) BOOST_ERROR("a batch of " << batch.first.size(0));
  BOOST_CHECK_THROW(data_iter(0, zeros({2, 1}), zeros({2})), ValueError);
  BOOST_CHECK_THROW(data_iter(2, zeros({3, 1}), zeros({4})), ShapeError);
}

BOOST_AUTO_TEST_CASE(sgd_divides_by_the_batch_size_and_clears_the_gradient) {
  const auto w = tensor({1, 2}).requires_grad_();
  (w * tensor({10, 20})).sum().backward();
  sgd({w}, 0.1, 5);
  BOOST_TEST(w.at(0) == 0.8F);
  BOOST_TEST(w.at(1) == 1.6F);
  BOOST_TEST(w.grad().sum().item() == 0.0F);
}

BOOST_AUTO_TEST_CASE(linear_regression_and_its_loss) {
  const auto y_hat = linreg(tensor({{1, 2}, {3, 4}}), tensor({1, 10}).view({2, 1}), tensor({0.5}));
  BOOST_TEST(y_hat.to_vector() == (std::vector<float>{21.5, 43.5}), boost::test_tools::per_element());
  const auto loss = squared_loss(y_hat, tensor({21.5, 41.5}));
  BOOST_TEST((loss.shape() == Shape{2, 1}));
  BOOST_TEST(loss.at(1, 0) == 2.0F);
  BOOST_CHECK_THROW(squared_loss(y_hat, zeros({3})), ShapeError);
}

BOOST_AUTO_TEST_CASE(cross_entropy_from_probabilities_agrees_with_the_one_from_scores) {
  const auto scores = tensor({{1, 2, 3}, {0, -1, 0.5}});
  const auto labels = tensor<std::int64_t>({2, 1});
  const auto by_p = d2l::book::cross_entropy(softmax(scores, 1), labels);
  BOOST_TEST((by_p.shape() == Shape{2, 1}));
  BOOST_TEST(allclose(by_p.view({2}), cross_entropy(scores, labels, Reduction::none)));
}

BOOST_AUTO_TEST_CASE(accuracy_is_the_share_of_hits) {
  const auto y_hat = tensor({{0.1F, 0.3F, 0.6F}, {0.3F, 0.2F, 0.5F}});  // the example of section 3.6
  const auto y = tensor<std::int64_t>({0, 2});
  BOOST_TEST(accuracy(y_hat, y) == 0.5);
  BOOST_TEST(hits(y_hat, y).item() == 1);
}

BOOST_AUTO_TEST_CASE(evaluate_accuracy_records_nothing_and_switches_to_evaluation_and_back) {
  const ScratchFolder folder;
  write_small_fashion_mnist(folder.path(), 7);
  const auto [train_iter, test_iter] = load_data_fashion_mnist(3, folder.path());
  struct Probe : nn::Layer {
    bool evaluated = false, recorded = false;
    nn::Parameter weight = ones({784, 10});
    Tensor<> forward(const Tensor<>& X) override {
      evaluated |= !training();
      const auto y = matmul(X.view({-1, 784}), weight);
      recorded |= y.requires_grad();
      return y;
    }
    void visit(nn::Visitor& v) override { v("weight", weight); }
  } probe;
  const double share = evaluate_accuracy(test_iter, probe);
  BOOST_CHECK_CLOSE(share, 1.0 / 7,
                    1e-9);  // all scores are equal, so class 0 is chosen: one label in (3 i) mod 10 is 0
  BOOST_TEST(probe.evaluated);
  BOOST_TEST(!probe.recorded);
  BOOST_TEST(probe.training());
  probe.eval();  // whoever evaluates leaves the mode as it was, after an error, too
  evaluate_accuracy(test_iter, probe);
  BOOST_TEST(!probe.training());
  probe.train();
  const std::vector<std::pair<Tensor<>, Tensor<std::int64_t>>> wrong{{ones({1, 3}), zeros<std::int64_t>({1})}};
  BOOST_CHECK_THROW(evaluate_accuracy(wrong, probe), ShapeError);
  BOOST_TEST(probe.training());
  const std::vector<std::pair<Tensor<>, Tensor<std::int64_t>>> none;
  BOOST_CHECK_THROW(evaluate_accuracy(none, probe), ValueError);
}

BOOST_AUTO_TEST_CASE(both_updaters_take_the_same_step) {
  const auto X = tensor({{1, 2}, {3, -1}, {0.5, 1}});
  auto layer = normal_linear(2, 1);
  const auto w = layer.weight.detach().clone().requires_grad_(), b = layer.bias.detach().clone().requires_grad_();
  const Updater scratch({{"w", w}, {"b", b}}, 0.3);
  optim::SGD optimizer(layer.parameters(), {.lr = 0.3});
  const Updater concise(layer, optimizer);
  BOOST_TEST(concise.parameters()[1].first == "bias");
  scratch.backward(square(matmul(X, w.t()) + b));
  scratch.step(3);
  concise.backward(square(layer(X)));
  concise.step(3);
  BOOST_TEST(allclose(w, layer.weight.detach()));
  BOOST_TEST(allclose(b, layer.bias.detach()));
}

BOOST_AUTO_TEST_SUITE_END()

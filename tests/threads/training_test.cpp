// A whole training on several threads: batches, dropout, products, gradients, steps.
#include <vector>

#include <boost/test/unit_test.hpp>

#include <d2l/d2l.hpp>

#include "on_threads.hpp"

using namespace d2l;

namespace {

std::vector<float> losses(int threads) {
  const OnThreads on(threads);
  manual_seed(1);
  const auto X = randn({600, 300});
  const auto y = randint<std::int64_t>(0, 10, {600});
  nn::Sequential net{nn::Linear{300, 256}, nn::ReLU{}, nn::Dropout{0.2}, nn::Linear{256, 10}};
  optim::SGD trainer(net.parameters(), {.lr = 0.1, .momentum = 0.9, .weight_decay = 1e-3});
  std::vector<float> result;
  for (int step = 0; step < 12; ++step) {
    const auto loss = cross_entropy(net(X), y);
    trainer.zero_grad();
    loss.backward();
    trainer.step();
    result.push_back(loss.item());
  }
  return result;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(training)

BOOST_AUTO_TEST_CASE(as_many_threads_give_the_same_digits_and_others_the_same_to_rounding) {
  const auto alone = losses(1);
  BOOST_TEST(alone.back() < 0.8F * alone.front());
  BOOST_TEST(losses(1) == alone);
  for (const int threads : {2, 3}) {
    const auto shared = losses(threads);
    BOOST_TEST(losses(threads) == shared);
    constexpr float percent = 1e-2F;
    for (std::size_t step = 0; step < alone.size(); ++step) BOOST_CHECK_CLOSE(shared[step], alone[step], percent);
  }
}

BOOST_AUTO_TEST_SUITE_END()

// Messages between processes. Started alone, the test is a group of one; CTest starts it by mpirun, too.
#include <chrono>
#include <string>
#include <vector>

#include <boost/test/unit_test.hpp>
#include <fmt/format.h>

#include <d2l/autograd/grad_mode.hpp>
#include <d2l/core/generator.hpp>
#include <d2l/distributed/data_parallel.hpp>
#include <d2l/distributed/error.hpp>
#include <d2l/distributed/fingerprint.hpp>
#include <d2l/distributed/group.hpp>
#include <d2l/nn/layers.hpp>
#include <d2l/nn/linear.hpp>
#include <d2l/nn/sequential.hpp>
#include <d2l/ops/ops.hpp>
#include <d2l/optim/sgd.hpp>

#include "support/contains.hpp"
#include "support/message_of.hpp"
#include "support/same.hpp"

using namespace d2l;
using distributed::DataParallel, distributed::DataParallelOptions, distributed::Group, distributed::GroupError,
    distributed::Range, distributed::Summation;

namespace {

// One for all tests of a process, left when all have run.
struct AllTests {
  AllTests() { group = std::make_unique<Group>(std::chrono::seconds(60)); }
  ~AllTests() { group->leave(); }
  static inline std::unique_ptr<Group> group;
};
const Group& group() { return *AllTests::group; }
float rank() { return static_cast<float>(group().rank()); }

nn::Sequential small_net() {
  manual_seed(1);
  return nn::Sequential{nn::Linear{5, 7}, nn::ReLU{}, nn::Linear{7, 3}, nn::ReLU{}, nn::Linear{3, 1}};
}

// The weights after some steps on batches of 10 examples and a last one of 3.
struct Trained {
  std::string weights;
  std::vector<float> losses, numbers;
};
Trained train(const Group& group, const DataParallelOptions& options) {
  auto net = small_net();
  optim::SGD trainer(net.parameters(), {.lr = 0.1, .momentum = 0.9});
  DataParallel parallel(group, net, trainer, options);
  parallel.broadcast_start();
  Trained trained;
  manual_seed(2);
  for (const std::int64_t n : {10, 10, 10, 3}) {
    const auto X = randn({n, 5}), y = randn({n, 1});
    trained.losses.push_back(parallel
                                 .step(n,
                                       [&](Range rows) {
                                         const auto error =
                                             net(X.slice(0, rows.begin, rows.end)) - y.slice(0, rows.begin, rows.end);
                                         return error.square().view({rows.size()});
                                       })
                                 .item());
  }
  trained.weights = distributed::fingerprint(net.state_dict());
  for (const auto& p : net.parameters())
    for (const float x : p.detach().to_vector()) trained.numbers.push_back(x);
  return trained;
}

// The same steps by hand, on whole batches.
Trained train_alone() {
  auto net = small_net();
  optim::SGD trainer(net.parameters(), {.lr = 0.1, .momentum = 0.9});
  Trained trained;
  manual_seed(2);
  for (const std::int64_t n : {10, 10, 10, 3}) {
    const auto X = randn({n, 5}), y = randn({n, 1});
    const auto losses = (net(X) - y).square().view({n});
    trainer.zero_grad();
    losses.mean().backward();
    trainer.step();
    trained.losses.push_back(losses.detach().sum().item());
  }
  trained.weights = distributed::fingerprint(net.state_dict());
  for (const auto& p : net.parameters())
    for (const float x : p.detach().to_vector()) trained.numbers.push_back(x);
  return trained;
}

float distance(const std::vector<float>& a, const std::vector<float>& b) {
  BOOST_REQUIRE(a.size() == b.size());
  float most = 0;
  for (std::size_t i = 0; i < a.size(); ++i) most = std::max(most, std::abs(a[i] - b[i]));
  return most;
}

}  // namespace

BOOST_TEST_GLOBAL_FIXTURE(AllTests);

BOOST_AUTO_TEST_SUITE(messages)

BOOST_AUTO_TEST_CASE(a_broadcast_gives_all_the_numbers_of_one) {
  for (int root = 0; root < group().size(); ++root) {
    const auto x = full({3, 2}, rank());
    group().broadcast(x, root);
    BOOST_TEST(same(x, full({3, 2}, static_cast<float>(root))));
  }
  const auto bytes = full<std::uint8_t>({5}, static_cast<std::uint8_t>(group().rank() + 1));
  group().broadcast(bytes);
  BOOST_TEST(same(bytes, full<std::uint8_t>({5}, 1)));
}

BOOST_AUTO_TEST_CASE(all_reduce_adds) {
  const auto n = static_cast<float>(group().size());
  const auto x = full({4}, rank() + 1);
  group().all_reduce(x);
  BOOST_TEST(same(x, full({4}, n * (n + 1) / 2)));
  const auto counts = full<std::int64_t>({}, (std::int64_t{1} << 53) + 1);  // which no double tells from its neighbour
  group().all_reduce(counts);
  BOOST_TEST(counts.item() == group().size() * ((std::int64_t{1} << 53) + 1));
}

BOOST_AUTO_TEST_CASE(gather_gives_what_each_has) {
  const auto all = group().gather(full({2}, rank()));
  for (std::size_t i = 0; i < all.size(); ++i) BOOST_TEST(same(all[i], full({2}, static_cast<float>(i))));
  const auto texts = group().gather(std::string(static_cast<std::size_t>(group().rank()), 'x'));
  BOOST_TEST(std::ssize(texts) == group().size());
  for (std::size_t i = 0; i < texts.size(); ++i) BOOST_TEST(texts[i] == std::string(i, 'x'));
}

BOOST_AUTO_TEST_CASE(what_is_not_the_same_is_told_with_the_process_that_differs) {
  group().expect_same("colour", "red");
  const int last = group().size() - 1;
  const auto text = group().rank() == last ? "blue" : "red";
  if (last == 0) return group().expect_same("colour", text);
  BOOST_CHECK_EXCEPTION(group().expect_same("colour", text), GroupError, [&](const auto& error) {
    return contains(error.what(), fmt::format("process {} of {} on ", last, last + 1)) &&
           contains(error.what(), "has another colour than process 0") &&
           contains(error.what(), ": blue instead of red");
  });
}

BOOST_AUTO_TEST_SUITE_END()

BOOST_AUTO_TEST_SUITE(steps)

BOOST_AUTO_TEST_CASE(weights_have_the_same_bits_for_any_number_of_processes) {
  const auto alone = Group::alone();
  for (const std::int64_t shards : {4, 7, 8}) {
    const auto wanted = train(alone, {.shards = shards});
    for (const std::int64_t bucket_bytes : {1, 100, 1 << 20}) {
      const auto trained = train(group(), {.shards = shards, .bucket_bytes = bucket_bytes});
      BOOST_TEST(trained.weights == wanted.weights);
      BOOST_TEST(trained.losses == wanted.losses);
    }
  }
}

BOOST_AUTO_TEST_CASE(steps_are_those_of_whole_batches_to_rounding) {
  const auto alone = train_alone();
  for (const auto reduction : {Summation::exact, Summation::fast})
    for (const std::int64_t shards : {4, 5, 8, 13}) {
      if (shards < group().size()) continue;
      const auto trained = train(group(), {.shards = shards, .summation = reduction});
      BOOST_TEST(distance(trained.numbers, alone.numbers) < 1e-6F);
      BOOST_TEST(distance(trained.losses, alone.losses) < 1e-5F);
      group().expect_same("weights", trained.weights);
    }
}

BOOST_AUTO_TEST_CASE(one_shard_is_the_plain_training_to_the_bit) {
  if (group().size() > 1) return;
  BOOST_TEST(train(group(), {.shards = 1}).weights == train_alone().weights);
}

BOOST_AUTO_TEST_CASE(what_cannot_be_is_told) {
  auto net = small_net();
  optim::SGD trainer(net.parameters(), {.lr = 0.1});
  if (group().size() > 1)
    BOOST_CHECK_EXCEPTION(DataParallel(group(), net, trainer, {.shards = 1}), ValueError, [](const auto& error) {
      return contains(error.what(), "processes and 1 shards of a batch") && contains(error.what(), "nothing to do");
    });
  DataParallel parallel(group(), net, trainer, {.shards = 8});
  const auto X = ones({8, 5});
  const auto step = [&](auto losses_of) { return [&, losses_of] { parallel.step(8, losses_of); }; };
  BOOST_TEST(contains(message_of<ValueError>(step([&](Range) { return net(X).mean(); })), "it takes one for each"));
  BOOST_TEST(contains(message_of<ValueError>(step([&](Range rows) {
                        return (X.slice(0, rows.begin, rows.end) * net.parameters().front()(0, d2l::all)).sum(1);
                      })),
                      "'0.bias' has no part in the losses"));
}

BOOST_AUTO_TEST_SUITE_END()

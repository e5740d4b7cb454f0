// Messages between processes. The tests are for a group of any size: alone, the program is a group of one, and starts
// itself by mpirun with more.
#include <chrono>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include <boost/test/unit_test.hpp>
#include <fmt/format.h>

#include <d2l/autograd/grad_mode.hpp>
#include <d2l/core/generator.hpp>
#include <d2l/distributed/data_parallel.hpp>
#include <d2l/distributed/engine.hpp>
#include <d2l/distributed/error.hpp>
#include <d2l/distributed/fingerprint.hpp>
#include <d2l/distributed/group.hpp>
#include <d2l/distributed/launch.hpp>
#include <d2l/nn/batch_norm.hpp>
#include <d2l/nn/dropout.hpp>
#include <d2l/nn/layers.hpp>
#include <d2l/nn/linear.hpp>
#include <d2l/nn/sequential.hpp>
#include <d2l/ops/ops.hpp>
#include <d2l/optim/sgd.hpp>

#include "support/contains.hpp"
#include "support/message_of.hpp"
#include "support/mpirun.hpp"
#include "support/programs.hpp"
#include "support/same.hpp"
#include "support/skipped.hpp"

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

using MakeNet = nn::Sequential (*)();

// A net for batches of any size,
nn::Sequential with_dropout() {
  manual_seed(1);
  return nn::Sequential{nn::Linear{5, 7}, nn::ReLU{}, nn::Dropout{0.3}, nn::Linear{7, 3}, nn::ReLU{}, nn::Linear{3, 1}};
}
// and one whose shards have at least two examples.
nn::Sequential with_batch_norm() {
  manual_seed(1);
  return nn::Sequential{nn::Linear{5, 7}, nn::BatchNorm1d{7}, nn::ReLU{}, nn::Linear{7, 1}};
}

// Batches of these sizes, drawn at first.
std::vector<std::pair<Tensor<>, Tensor<>>> batches(const std::vector<std::int64_t>& sizes) {
  manual_seed(2);
  std::vector<std::pair<Tensor<>, Tensor<>>> all;
  for (const auto n : sizes) all.emplace_back(randn({n, 5}), randn({n, 1}));
  return all;
}
const std::vector<std::int64_t> short_batches{10, 3, 10, 9}, long_batches{20, 16, 17};

Tensor<> losses(nn::Sequential& net, const Tensor<>& X, const Tensor<>& y) {
  return (net(X) - y).square().view({X.size(0)});
}

// What a net came to, all together, and the loss of each batch.
struct Trained {
  explicit Trained(const nn::Sequential& net, std::vector<float> losses)
      : fingerprint(distributed::fingerprint(net.state_dict())), losses(std::move(losses)) {
    for (const auto& p : net.parameters())
      for (const float x : p.detach().to_vector()) weights.push_back(x);
  }
  std::string fingerprint;
  std::vector<float> losses, weights;
};

// After a step on each batch by a group,
Trained train(const Group& group, const DataParallelOptions& options, MakeNet make = with_dropout,
              const std::vector<std::int64_t>& sizes = short_batches) {
  auto net = make();
  optim::SGD trainer(net.parameters(), {.lr = 0.1, .momentum = 0.9});
  DataParallel parallel(group, net, trainer, options);
  parallel.broadcast_start();
  std::vector<float> all;
  for (const auto& [X, y] : batches(sizes)) {
    const auto loss = parallel.step(X.size(0), [&, &X = X, &y = y](Range rows) {
      return losses(net, X.slice(0, rows.begin, rows.end), y.slice(0, rows.begin, rows.end));
    });
    all.push_back(loss.item());
  }
  return Trained(net, all);
}

// and by hand, on whole batches.
Trained train_by_hand(MakeNet make = with_dropout, const std::vector<std::int64_t>& sizes = short_batches) {
  auto net = make();
  optim::SGD trainer(net.parameters(), {.lr = 0.1, .momentum = 0.9});
  std::vector<float> all;
  for (const auto& [X, y] : batches(sizes)) {
    const auto l = losses(net, X, y);
    trainer.zero_grad();
    l.mean().backward();
    trainer.step();
    all.push_back(l.detach().sum().item());
  }
  return Trained(net, all);
}

float distance(const std::vector<float>& a, const std::vector<float>& b) {
  BOOST_REQUIRE(a.size() == b.size());
  float most = 0;
  for (std::size_t i = 0; i < a.size(); ++i) most = std::max(most, std::abs(a[i] - b[i]));
  return most;
}

}  // namespace

boost::test_tools::assertion_result can_start_processes(boost::unit_test::test_unit_id /*suite*/) {
  if (distributed::launch().size > 1) return false;
  if (std::string(distributed::engine_version()) == "none") return skipped("this build has no MPI");
  if (shell("command -v mpirun").status != 0) return skipped("there is no mpirun here");
  return true;
}

BOOST_TEST_GLOBAL_FIXTURE(AllTests);

BOOST_AUTO_TEST_SUITE(processes, *boost::unit_test::precondition(can_start_processes))

BOOST_AUTO_TEST_CASE(groups_of_more_than_one_pass_the_tests) {
  for (const int n : {2, 3, 4}) {
    const auto outcome = shell(fmt::format("OMP_NUM_THREADS=1 {} -np {} test-distributed", mpirun, n));
    BOOST_TEST(outcome.status == 0, outcome.output);
  }
}

BOOST_AUTO_TEST_SUITE_END()

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

BOOST_AUTO_TEST_CASE(nets_have_the_same_bits_for_any_number_of_processes) {
  const auto alone = Group::alone();
  for (const auto& [net, sizes] : {std::pair(&with_dropout, short_batches), std::pair(&with_batch_norm, long_batches)})
    for (const std::int64_t shards : {4, 7, 8}) {
      const auto wanted = train(alone, {.shards = shards}, net, sizes);
      for (const std::int64_t bucket_bytes : {1, 100, 1 << 20}) {
        const auto trained = train(group(), {.shards = shards, .bucket_bytes = bucket_bytes}, net, sizes);
        BOOST_TEST(trained.fingerprint == wanted.fingerprint);
        BOOST_TEST(trained.losses == wanted.losses);
      }
    }
}

BOOST_AUTO_TEST_CASE(steps_are_those_of_whole_batches_to_rounding) {
  const auto by_hand = train_by_hand();
  for (const auto summation : {Summation::exact, Summation::fast})
    for (const std::int64_t shards : {4, 5, 8, 13}) {
      const auto trained = train(group(), {.shards = shards, .summation = summation});
      BOOST_TEST(distance(trained.weights, by_hand.weights) < 1e-6F);
      BOOST_TEST(distance(trained.losses, by_hand.losses) < 1e-5F);
      group().expect_same("net", trained.fingerprint);
    }
}

BOOST_AUTO_TEST_CASE(one_shard_is_the_plain_training_to_the_bit) {
  const auto alone = Group::alone();
  BOOST_TEST(train(alone, {.shards = 1}).fingerprint == train_by_hand().fingerprint);
  BOOST_TEST(train(alone, {.shards = 1}, with_batch_norm, long_batches).fingerprint ==
             train_by_hand(with_batch_norm, long_batches).fingerprint);
}

// The mean of the shards' means is the mean of the batch.
BOOST_AUTO_TEST_CASE(buffers_move_by_the_mean_of_the_shards) {
  auto net = with_batch_norm(), whole = with_batch_norm();
  optim::SGD trainer(net.parameters(), {.lr = 0.1});
  DataParallel parallel(group(), net, trainer, {.shards = 4});
  const auto [X, y] = batches({18}).front();
  parallel.step(18, [&, &X = X, &y = y](Range rows) {
    return losses(net, X.slice(0, rows.begin, rows.end), y.slice(0, rows.begin, rows.end));
  });
  whole(X);
  const auto& kept = nn::as<nn::BatchNorm>(net[1]);
  const auto& wanted = nn::as<nn::BatchNorm>(whole[1]);
  BOOST_TEST(distance(kept.running_mean.to_vector(), wanted.running_mean.to_vector()) < 1e-6F);
  BOOST_TEST(kept.num_batches_tracked.item() == 1);
}

BOOST_AUTO_TEST_CASE(what_cannot_be_is_told) {
  auto net = with_dropout();
  optim::SGD trainer(net.parameters(), {.lr = 0.1});
  if (group().size() > 1)
    BOOST_CHECK_EXCEPTION(DataParallel(group(), net, trainer, {.shards = 1}), ValueError, [](const auto& error) {
      return contains(error.what(), "processes and 1 shards of a batch") && contains(error.what(), "nothing to do");
    });
  DataParallel parallel(group(), net, trainer, {.shards = 8});
  const auto X = ones({8, 5});
  const auto step = [&](auto losses_of) { return [&, losses_of] { parallel.step(8, losses_of); }; };
  BOOST_TEST(
      contains(message_of<ValueError>(step([&](Range rows) { return net(X.slice(0, rows.begin, rows.end)).mean(); })),
               "it takes one for each"));
  BOOST_TEST(contains(message_of<ValueError>(step([&](Range rows) {
                        return (X.slice(0, rows.begin, rows.end) * net.parameters().front()(0, d2l::all)).sum(1);
                      })),
                      "'0.bias' has no part in the losses"));
}

BOOST_AUTO_TEST_SUITE_END()

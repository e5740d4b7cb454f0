// Nothing that computes waits for the device: only who reads does.
#include <cuda_emulator/control.hpp>
#include <functional>
#include <string>
#include <vector>

#include <boost/test/unit_test.hpp>

#include <d2l/nn/linear.hpp>
#include <d2l/ops/ops.hpp>
#include <d2l/optim/sgd.hpp>

#include "support/cuda.hpp"

using namespace d2l;

namespace {

std::uint64_t waits_in(const std::function<void()>& work) {
  const auto before = cuda_emulator::counters().synchronisations;
  work();
  return cuda_emulator::counters().synchronisations - before;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(cuda_synchronisation, *boost::unit_test::precondition(any_gpu))

BOOST_AUTO_TEST_CASE(no_op_and_no_gradient_waits_for_the_device) {
  const NewTensorsOn there(gpu);
  auto x = randn({33, 10}).requires_grad_();
  const auto y = randn({33, 10});
  const auto labels = randint(0, 10, {33}), few = randint(0, 33, {5});
  const std::vector<std::pair<std::string, std::function<Tensor<>()>>> calls{
      {"elementwise", [&] { return exp(relu(x) * y + 1); }},
      {"broadcast", [&] { return x - x.sum(1, keepdim); }},
      {"sum", [&] { return x.sum(); }},
      {"mean", [&] { return x.mean({0, 1}); }},
      {"max", [&] { return x.max(1).first; }},
      {"matmul", [&] { return matmul(x, y.t()); }},
      {"product of scattered matrices", [&] { return matmul(x(all, Slice{0, 10, 2}), y.t()(Slice{0, 10, 2}, all)); }},
      {"softmax", [&] { return softmax(x, 1); }},
      {"cross_entropy", [&] { return cross_entropy(x, labels); }},
      {"index_select", [&] { return x.index_select(0, few); }},
      {"gather", [&] { return x.gather(1, labels.view({33, 1})); }},
      {"cat", [&] { return cat({x, y}); }},
      {"transposed copy", [&] { return x.t().contiguous(); }},
      {"conversion", [&] { return (x > y).to<float>() * x; }}};
  for (const auto& [name, call] : calls) {
    const auto waits = waits_in([&] {
      const auto result = call();
      result.backward(ones(result.shape()));
    });
    BOOST_TEST(waits == 0, name << " waits " << waits << " times");
  }
  BOOST_TEST(waits_in([&] { (void)x.sum().item(); }) == 1);
}

BOOST_AUTO_TEST_CASE(no_step_of_a_training_waits_for_the_device) {
  const NewTensorsOn there(gpu);
  nn::Linear net(10, 3);
  optim::SGD trainer(net.parameters(), {.lr = 0.1, .momentum = 0.9, .weight_decay = 0.1});
  const auto X = randn({20, 10});
  const auto labels = randint(0, 3, {20});
  const auto step = [&] {
    trainer.zero_grad();
    cross_entropy(net(X), labels).backward();
    trainer.step();
  };
  step();
  BOOST_TEST(waits_in(step) == 0);
}

BOOST_AUTO_TEST_SUITE_END()

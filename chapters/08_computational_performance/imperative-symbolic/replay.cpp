#include "replay.hpp"

#include <d2l/book/replayed_step.hpp>
#include <d2l/book/seconds_per_call.hpp>
#include <d2l/book/steps.hpp>
#include <d2l/d2l.hpp>

namespace d2l {
namespace {

struct Measured {
  std::vector<float> losses;  // of the first steps
  double seconds;             // of a step
  std::int64_t replays;
};

// The network of section 3.10, on one batch again and again.
Measured measure(bool replayed, std::uint64_t seed) {
  manual_seed(seed);
  const auto X = rand({256, 784});
  const auto y = randint(0, 10, {256});
  nn::Sequential net{nn::Linear{784, 256}, nn::ReLU{}, nn::Linear{256, 10}};
  const nn::CrossEntropyLoss loss;
  optim::SGD trainer(net.parameters(), {.lr = 0.1});
  auto loss_of_batch = zeros({});

  const ReplayedStep::Step step = [&](const Tensor<>& features, const Tensor<std::int64_t>& labels) {
    const auto l = loss(net(features), labels);
    l.backward();
    trainer.step();
    trainer.zero_grad();  // a replay must not keep memory that it took
    loss_of_batch.copy_(l.detach());
  };
  ReplayedStep replay(step);
  const auto once = [&] {
    if (replayed)
      replay(X, y);
    else
      step(X, y);
    return loss_of_batch;
  };

  Measured measured;
  constexpr int first_steps = 10;
  for (int i = 0; i < first_steps; ++i) measured.losses.push_back(once().item());
  measured.seconds = seconds_per_call(once);
  measured.replays = replay.replays();
  return measured;
}

}  // namespace

void show_replay(const program::Arguments& args, program::Results& results) {
  if (args.device.is_cpu()) {
    std::cout << R"(
On a GPU this program would go on to show: the same step of a training, its some forty kernels started one
by one, and recorded once and then started as a whole, with the time of either and the same losses. On the
CPU there is nothing to gain by that: an op is a call of a function, and costs what the first table says.
)";
    return;
  }
  const auto as_it_comes = measure(false, args.seed), replayed = measure(true, args.seed);
  headline("A step of the network of section 3.10");
  std::cout << fmt::format("as it comes {:.3f} ms, replayed {:.3f} ms\n", 1e3 * as_it_comes.seconds,
                           1e3 * replayed.seconds);
  SHOW(replayed.replays > 0);
  SHOW(replayed.losses == as_it_comes.losses);
  results.emplace_back("losses", replayed.losses);
}

}  // namespace d2l

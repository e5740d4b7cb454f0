// 4.3 Deferred initialization: docs/04/deferred-init.md
#include <d2l/book/steps.hpp>
#include <d2l/d2l.hpp>

using namespace d2l;

void lesson(const program::Arguments& args) {
  headline("Before the first batch: a layer that knows how many features go out, not how many come in");
  nn::Sequential net{nn::LazyLinear{256}, nn::ReLU{}, nn::LazyLinear{10}};
  SHOW(net);
  SHOW_ERROR(net.parameters());
  SHOW_ERROR(optim::SGD(net.parameters(), {.lr = 0.1}));  // it would train nothing

  headline("The first batch tells");
  const auto X = rand({2, 20});
  Tensor<> Y;
  SHOW(Y = net(X));
  SHOW(net);
  SHOW(net.get_parameter("0.weight").shape());
  SHOW(net.get_parameter("2.weight").shape());

  headline("From then on they are Linear layers, of a size that stays");
  SHOW_ERROR(net(rand({2, 30})));
  optim::SGD trainer(net.parameters(), {.lr = 0.1});
  DO(Y.sum().backward());
  DO(trainer.step());
  SHOW(net(X).sum().item() < Y.sum().item());

  headline("The same numbers as from layers whose size was given, drawn at the first batch instead of before it");
  manual_seed(args.seed);
  const auto same_X = rand({2, 20});
  nn::Sequential same{nn::Linear{20, 256}, nn::ReLU{}, nn::Linear{256, 10}};
  SHOW(abs(same(same_X) - Y).max().item());

  program::save_record(args, {}, {{"output", Y.to_vector()}});
}

int main(int argc, char** argv) {
  return program::run(
      program::Options("deferred-init", "Layers that learn their input's size from the first batch", "4.3"), argc, argv,
      lesson);
}

// Learns the exclusive or, keeps what was learned in a file, and loads it into another network.
#include <iostream>

#include <d2l/d2l.hpp>
#include <d2l/io/safetensors.hpp>

using namespace d2l;

struct ExclusiveOr : nn::Layer {
  nn::Linear hidden{2, 8}, output{8, 1};

  Tensor<> forward(const Tensor<>& X) override { return sigmoid(output(tanh(hidden(X)))); }
  void visit(nn::Visitor& v) override {
    v("hidden", hidden);
    v("output", output);
  }
};

int main() {
  manual_seed(0);
  const auto X = tensor({{0, 0}, {0, 1}, {1, 0}, {1, 1}});
  const auto y = tensor({0, 1, 1, 0}).view({4, 1});

  ExclusiveOr net;
  const nn::MSELoss loss;
  optim::SGD trainer(net.parameters(), {.lr = 0.5, .momentum = 0.9});
  for (int step = 0; step < 2000; ++step) {
    trainer.zero_grad();
    loss(net(X), y).backward();
    trainer.step();
  }
  save_safetensors("exclusive-or.safetensors", net.state_dict());

  ExclusiveOr learned;
  learned.load_state_dict(load_safetensors("exclusive-or.safetensors"));
  std::cout << learned << '\n' << learned(X).detach() << '\n';
  return loss(learned(X), y).item() < 0.01F ? 0 : 1;
}

// 3.14 Forward propagation, backpropagation, and computational graphs: docs/03/backprop.md
#include <iostream>

#include <fmt/format.h>

#include <d2l/autograd/graph.hpp>
#include <d2l/core/memory.hpp>
#include <d2l/d2l.hpp>
#include <d2l/plot/graph.hpp>

using namespace d2l;

namespace {

constexpr std::int64_t inputs = 4, hiddens = 5, outputs = 3;
constexpr float lambda = 0.1F;

// By the chain rule, from the objective J = L + s back to both weights, as the book derives it.
std::vector<std::pair<std::string, Tensor<>>> backpropagate_by_hand(const Tensor<>& x, const Tensor<>& y,
                                                                    const Tensor<>& W1, const Tensor<>& W2) {
  const NoGrad no_grad;
  const auto z = mv(W1, x), h = relu(z), o = mv(W2, h);

  const auto d_o = o - y;                                                  // ∂J/∂o = ∂L/∂o = o - y
  const auto d_W2 = mm(d_o.view({-1, 1}), h.view({1, -1})) + lambda * W2;  // ∂J/∂W2 = ∂J/∂o hᵀ + λ W2
  const auto d_h = mv(W2.t(), d_o);                                        // ∂J/∂h = W2ᵀ ∂J/∂o
  const auto d_z = d_h * (z > 0).to<float>();                              // ∂J/∂z = ∂J/∂h ⊙ φ'(z)
  const auto d_W1 = mm(d_z.view({-1, 1}), x.view({1, -1})) + lambda * W1;  // ∂J/∂W1 = ∂J/∂z xᵀ + λ W1
  return {{"o", d_o}, {"W2", d_W2}, {"h", d_h}, {"z", d_z}, {"W1", d_W1}};
}

double compare_gradients(const program::Arguments& args, program::Results& results) {
  const auto x = randn({inputs}), y = randn({outputs});
  auto W1 = randn({hiddens, inputs}).requires_grad_();
  auto W2 = randn({outputs, hiddens}).requires_grad_();

  // Forward: z, h and o, the loss L = ½‖o - y‖², the regularization s = λ/2 (‖W1‖² + ‖W2‖²).
  const auto z = mv(W1, x), h = relu(z), o = mv(W2, h);
  const auto L = square(o - y).sum() / 2;
  const auto s = lambda / 2 * (square(W1).sum() + square(W2).sum());
  const auto J = L + s;
  std::cout << fmt::format("\nloss L {:.4f}, regularization s {:.4f}, objective J {:.4f}\n", L.item(), s.item(),
                           J.item());
  if (args.plot)
    plot::save_graph(to_dot(J, {{"W1", W1}, {"W2", W2}, {"z", z}, {"h", h}, {"o", o}, {"L", L}, {"s", s}, {"J", J}}),
                     *args.plot);

  for (const auto& output : {z, h, o}) output.retain_grad();  // to look at what is usually not kept
  J.backward();

  const std::vector<std::pair<std::string, Tensor<>>> by_autograd{
      {"o", o.grad()}, {"W2", W2.grad()}, {"h", h.grad()}, {"z", z.grad()}, {"W1", W1.grad()}};
  const auto by_hand = backpropagate_by_hand(x, y, W1.detach(), W2.detach());
  double largest = 0;
  for (std::size_t i = 0; i < by_hand.size(); ++i) {
    const auto& [name, gradient] = by_hand[i];
    const auto difference = abs(gradient - by_autograd[i].second).max().item();
    std::cout << "\n∂J/∂" << name << " by hand\n" << gradient << "\nby autograd\n" << by_autograd[i].second << '\n';
    results.emplace_back("d_" + name, by_autograd[i].second.to_vector());
    largest = std::max<double>(largest, difference);
  }
  return largest;
}

// What a batch of n examples keeps in memory, in bytes: while the graph waits for backward, and after it.
struct Kept {
  std::size_t before_backward, after_backward, without_graph;
};

// The multilayer perceptron of section 3.9 on n random images.
Kept measure_memory(std::int64_t n, Device device) {
  constexpr std::int64_t pixels = 784, hidden_units = 256, classes = 10;
  const auto X = rand({n, pixels});
  const auto labels = randint(0, classes, {n});
  auto W1 = normal(0, 0.01, {pixels, hidden_units}).requires_grad_();
  auto W2 = normal(0, 0.01, {hidden_units, classes}).requires_grad_();
  const auto forward = [&] { return cross_entropy(matmul(relu(matmul(X, W1)), W2), labels); };

  Kept kept;
  const auto at_first = memory_use(device).in_use;
  {
    const auto loss = forward();
    kept.before_backward = memory_use(device).in_use - at_first;
    loss.backward();
    for (const auto& W : {W1, W2}) W.clear_grad();
    kept.after_backward = memory_use(device).in_use - at_first;
  }
  const NoGrad no_grad;
  const auto loss = forward();
  kept.without_graph = memory_use(device).in_use - at_first;
  return kept;
}

void show_memory(Device device, program::Results& results) {
  std::cout << "\nWhat forward keeps for backward: a network 784-256-10, kept memory in KiB\n"
            << fmt::format("{:>8}{:>18}{:>18}{:>18}{:>18}\n", "batch", "graph waiting", "(256 + 10) floats",
                           "after backward", "under NoGrad");
  for (const std::int64_t n : {128, 256, 512, 1024}) {
    const auto kept = measure_memory(n, device);
    const auto kib = [](auto bytes) { return static_cast<double>(bytes) / 1024; };
    std::cout << fmt::format("{:>8}{:>18.1f}{:>18.1f}{:>18.1f}{:>18.1f}\n", n, kib(kept.before_backward),
                             kib(static_cast<std::size_t>(n) * (256 + 10) * sizeof(float)), kib(kept.after_backward),
                             kib(kept.without_graph));
    results.emplace_back(fmt::format("kept_for_batch_{}", n), static_cast<double>(kept.before_backward));
  }
}

}  // namespace

void lesson(const program::Arguments& args) {
  program::Results results;
  const auto difference = compare_gradients(args, results);
  std::cout << fmt::format("\nlargest difference {:.1e}\n", difference);
  results.emplace_back("largest_difference", difference);
  show_memory(args.device, results);
  program::save_record(args, {}, results);
}

int main(int argc, char** argv) {
  const auto options = program::Options("backprop", "Backpropagation by hand and by autograd", "3.14").graph();
  return program::run(options, argc, argv, lesson);
}

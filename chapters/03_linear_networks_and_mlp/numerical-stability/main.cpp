// 3.15 Numerical stability and initialization: docs/03/numerical-stability.md
#include <cmath>
#include <iostream>

#include <fmt/format.h>

#include <d2l/d2l.hpp>

using namespace d2l;

namespace {

constexpr std::int64_t width = 64, examples = 32, depth = 100;

struct Initialization {
  const char* name;
  double std;  // of normally distributed weights of a layer from `width` to `width` units
};
const std::vector<Initialization> initializations{
    {"N(0, 1)", 1}, {"N(0, 0.01)", 0.01}, {"Xavier", std::sqrt(2.0 / (width + width))}, {"He", std::sqrt(2.0 / width)}};

struct Activation {
  const char* name;
  Tensor<double> (*function)(const Tensor<double>&);
};
const std::vector<Activation> activations{{"no activation", [](const Tensor<double>& x) { return x; }},
                                          {"relu", [](const Tensor<double>& x) { return relu(x); }},
                                          {"sigmoid", [](const Tensor<double>& x) { return sigmoid(x); }},
                                          {"tanh", [](const Tensor<double>& x) { return tanh(x); }}};

// The size of what passes through a stack of layers, as the root mean square of its elements, layer by layer.
struct Sizes {
  std::vector<double> activations, gradients;
};

// √(Σx²/n), of numbers whose squares may be too large or too small for a double.
double root_mean_square(const Tensor<double>& x) {
  const auto largest = abs(x).max().item();
  return largest == 0 ? 0 : largest * std::sqrt(square(x / largest).mean().item());
}

Sizes measure(const Initialization& initialization, const Activation& f) {
  // In double precision, which goes from 1e-308 to 1e308: float32, from 1e-38 to 1e38, would not reach as far.
  std::vector<Tensor<double>> outputs{randn<double>({examples, width}).requires_grad_()};
  for (std::int64_t layer = 0; layer < depth; ++layer) {
    const auto W = normal<double>(0, initialization.std, {width, width});
    outputs.push_back(f.function(matmul(outputs.back(), W)));
    outputs.back().retain_grad();  // an op's output keeps its gradient only on request
  }
  outputs.back().sum().backward();

  Sizes sizes;
  for (std::int64_t layer = 1; layer <= depth; ++layer) {
    const auto& output = outputs[static_cast<std::size_t>(layer)];
    sizes.activations.push_back(root_mean_square(output.detach()));
    sizes.gradients.push_back(root_mean_square(output.grad()));
  }
  return sizes;
}

// Two hidden units that start alike get the same gradient, and stay alike.
void show_symmetry() {
  auto W1 = full({4, 2}, 0.5).requires_grad_();
  auto W2 = full({2, 1}, 0.5).requires_grad_();
  const auto X = randn({8, 4}), y = randn({8, 1});
  for (int step = 0; step < 100; ++step) {
    squared_loss(matmul(tanh(matmul(X, W1)), W2), y).sum().backward();
    sgd({W1, W2}, 0.1, X.size(0));
  }
  std::cout << "\nTwo hidden units with equal weights, after 100 steps: a column each, still equal\n"
            << W1.detach() << '\n';
}

// The logarithm of a softmax, by the formula and safely.
void show_log_sum_exp() {
  const auto scores = tensor({{1000, 999, 998}});
  std::cout << "\nlog softmax of the scores 1000, 999, 998\n"
            << "  by exp, sum and log: " << log(exp(scores) / exp(scores).sum(1, keepdim)) << '\n'
            << "  by log-sum-exp:      " << log_softmax(scores, 1) << '\n';
}

}  // namespace

void lesson(const program::Arguments& args) {
  // 100 layers without biases: how large are the activations going up, and the gradients coming down?
  std::cout << fmt::format("\n{} layers of {} units; the size (root mean square) of\n{:<15}{:<12}{:>16}{:>16}{:>16}\n",
                           depth, width, "activation", "weights", "output of 1", "output of 100", "gradient at 1");
  program::Results results;
  plot::Figure figure("Through 100 layers: the outputs going up, the gradients coming down");
  std::vector<double> layers(depth);
  for (std::size_t i = 0; i < layers.size(); ++i) layers[i] = static_cast<double>(i + 1);
  for (const auto& f : activations) {
    program::Results part;
    auto& outputs_panel =
        figure.panel({.title = std::string(f.name) + ": outputs", .xlabel = "layer", .ylabel = "size", .log_y = true});
    auto& gradients_panel = figure.panel(
        {.title = std::string(f.name) + ": gradients", .xlabel = "layer", .ylabel = "size", .log_y = true});
    for (const auto& initialization : initializations) {
      const auto [outputs, gradients] = measure(initialization, f);
      std::cout << fmt::format("{:<15}{:<12}{:>16.3g}{:>16.3g}{:>16.3g}\n", f.name, initialization.name,
                               outputs.front(), outputs.back(), gradients.front());
      outputs_panel.line(layers, outputs, initialization.name);
      gradients_panel.line(layers, gradients, initialization.name);
      part.emplace_back(initialization.name, program::Results{{"first_output", outputs.front()},
                                                              {"last_output", outputs.back()},
                                                              {"first_gradient", gradients.front()}});
    }
    results.emplace_back(f.name, part);
  }
  show_symmetry();
  show_log_sum_exp();
  program::save_record(args, {}, results);
  if (args.plot) figure.save(*args.plot);
}

int main(int argc, char** argv) {
  const auto options =
      program::Options("numerical-stability", "Vanishing and exploding values, initialization", "3.15").figure();
  return program::run(options, argc, argv, lesson);
}

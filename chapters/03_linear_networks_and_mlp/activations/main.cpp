// 3.8 Activation functions: docs/03/activations.md
#include <iostream>

#include <fmt/format.h>

#include <d2l/d2l.hpp>

using namespace d2l;

namespace {

struct Activation {
  const char* name;
  Tensor<> (*function)(const Tensor<>&);
};

const std::vector<Activation> activations{{"relu", [](const Tensor<>& x) { return relu(x); }},
                                          {"sigmoid", [](const Tensor<>& x) { return sigmoid(x); }},
                                          {"tanh", [](const Tensor<>& x) { return tanh(x); }}};

// y = f(x), and the derivative at each x: in the sum of all y, each x changes its own y alone.
std::pair<Tensor<>, Tensor<>> with_derivative(const Activation& f, const Tensor<>& x) {
  const auto leaf = x.clone().requires_grad_();
  const auto y = f.function(leaf);
  y.sum().backward();
  return {y.detach(), leaf.grad()};
}

}  // namespace

void lesson(const program::Arguments& args) {
  // A table at a few points.
  const auto points = tensor({-5, -1, 0, 1, 5});
  std::cout << fmt::format("{:<8}{:>10}", "x", "");
  for (const auto x : points.to_vector()) std::cout << fmt::format("{:>10.1f}", x);
  program::Results results{{"x", points.to_vector()}};
  for (const auto& f : activations) {
    const auto [y, derivative] = with_derivative(f, points);
    std::cout << fmt::format("\n{:<8}{:>10}", f.name, "value");
    for (const auto v : y.to_vector()) std::cout << fmt::format("{:>10.4f}", v);
    std::cout << fmt::format("\n{:<8}{:>10}", "", "slope");
    for (const auto v : derivative.to_vector()) std::cout << fmt::format("{:>10.4f}", v);
    results.emplace_back(f.name, program::Results{{"value", y.to_vector()}, {"slope", derivative.to_vector()}});
  }
  std::cout << '\n';
  program::save_record(args, {}, results);

  // The curves from -8 to 8, as in the book.
  if (!args.plot) return;
  const auto x = arange(-8.0, 8.0, 0.1);
  plot::Figure figure("Activation functions and their derivatives, by autograd", {.width = 1260});
  for (const auto& f : activations) {
    const auto [y, derivative] = with_derivative(f, x);
    figure.panel({.title = f.name, .xlabel = "x"})
        .line(to_doubles(x), to_doubles(y), "value")
        .line(to_doubles(x), to_doubles(derivative), "derivative");
  }
  figure.save(*args.plot);
}

int main(int argc, char** argv) {
  const auto options = program::Options("activations", "Activation functions and their derivatives", "3.8").figure();
  return program::run(options, argc, argv, lesson);
}

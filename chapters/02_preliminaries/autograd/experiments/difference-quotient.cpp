// 2.3 A derivative by trying out, in floats: docs/02/autograd.md
#include <iostream>

#include <fmt/format.h>

#include <d2l/d2l.hpp>

using namespace d2l;

// How fast f rises from x - h to x + h: nearly its derivative at x.
template <class Function>
float difference_quotient(const Function& f, float x, float h) {
  return (f(x + h) - f(x - h)) / (2 * h);
}

void lesson(const program::Arguments& /*args*/) {
  const auto cube = [](float x) { return x * x * x; };
  std::cout << fmt::format("\nthe derivative of x³ at x = 1, which is 3\n{:>8}{:>24}\n", "h", "(f(1+h) - f(1-h))/(2h)");
  for (const float h : {1e-1F, 1e-2F, 1e-3F, 1e-4F, 1e-5F, 1e-6F, 1e-7F, 1e-8F})
    std::cout << fmt::format("{:>8g}{:>24.5g}\n", h, difference_quotient(cube, 1, h));
}

int main(int argc, char** argv) {
  return program::run({"autograd/difference-quotient", "A derivative by trying out", "2.3"}, argc, argv, lesson);
}

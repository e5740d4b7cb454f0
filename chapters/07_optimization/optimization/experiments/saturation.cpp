// 7.1 How long a sigmoid that is wrong takes to turn round, by the loss: docs/07/optimization.md
#include <cmath>
#include <iostream>

#include <fmt/format.h>

#include <d2l/d2l.hpp>

using namespace d2l;

double sigmoid(double z) { return 1 / (1 + std::exp(-z)); }

// The slopes of both losses at z, for a label of 0.
double squared_error_slope(double z) { return sigmoid(z) * sigmoid(z) * (1 - sigmoid(z)); }
double cross_entropy_slope(double z) { return sigmoid(z); }

// The steps of gradient descent, at a rate of 1, until z is 0 or below.
int steps(double z, double (*slope)(double)) {
  int taken = 0;
  for (; z > 0; ++taken) z -= slope(z);
  return taken;
}

void lesson(const program::Arguments& /*args*/) {
  std::cout << "\nz  sigmoid     squared error     cross-entropy\n"
               "             slope     steps    slope    steps\n";
  for (const double z : {2, 4, 6, 8})
    std::cout << fmt::format("{}{:>9.4f}{:>8.4f}{:>10}{:>9.4f}{:>9}\n", z, sigmoid(z), squared_error_slope(z),
                             steps(z, squared_error_slope), cross_entropy_slope(z), steps(z, cross_entropy_slope));
}

int main(int argc, char** argv) {
  return program::run({"optimization/saturation", "Steps until a wrong sigmoid turns round", "7.1"}, argc, argv,
                      lesson);
}

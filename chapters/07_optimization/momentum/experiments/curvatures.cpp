// 7.4 The curvatures of the loss on the table of this chapter: docs/07/momentum.md
#include <iostream>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <d2l/core/arma.hpp>
#include <d2l/d2l.hpp>

using namespace d2l;

void lesson(const program::Arguments& args) {
  // The loss is the mean of (Xw + b - y)²/2. With a column of ones for b, its second derivatives are the matrix XᵀX/n.
  const auto features = get_data_ch7(args).features;
  const auto X = cat({features, ones({features.size(0), 1})}, 1);
  const auto H = (matmul(X.t(), X) / static_cast<float>(X.size(0))).contiguous();
  const auto curvatures = arma::eig_sym(as_arma(H));
  std::cout << fmt::format("\ncurvatures {:.3f}\ncondition number {:.1f}\n", fmt::join(curvatures, ", "),
                           curvatures.max() / curvatures.min());
}

int main(int argc, char** argv) {
  return program::run({"momentum/curvatures", "The curvatures of the loss on the table", "7.4"}, argc, argv, lesson);
}

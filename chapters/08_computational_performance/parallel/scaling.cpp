#include "scaling.hpp"

#include <algorithm>
#include <omp.h>

#include <d2l/autograd/grad_mode.hpp>
#include <d2l/book/seconds_per_call.hpp>
#include <d2l/nn/dropout.hpp>
#include <d2l/nn/linear.hpp>
#include <d2l/nn/sequential.hpp>
#include <d2l/ops/ops.hpp>

namespace d2l {
namespace {

std::vector<int> thread_counts(int most) {
  std::vector<int> counts;
  for (int threads = 1; threads < most; threads *= 2) counts.push_back(threads);
  counts.push_back(most);
  return counts;
}

}  // namespace

Scalings measure_scalings(int most_threads) {
  const NoGrad no_grad;
  const auto x = ones({1 << 24}), y = ones({1 << 24}), sum = empty({1 << 24});
  const auto A = ones({1024, 1024}), C = empty({1024, 1024});
  const auto X = ones({256, 1024}), mask = empty({256, 1024});
  nn::Sequential net{nn::Dropout{0.5}, nn::Linear{1024, 128}};

  Scalings scalings{thread_counts(most_threads), {"add"}, {"product"}, {"mask"}, {"layer"}};
  for (const auto threads : scalings.threads) {
    omp_set_num_threads(threads);
    scalings.add.seconds.push_back(seconds_per_call([&] { return add(x, y, out(sum)); }));
    scalings.product.seconds.push_back(seconds_per_call([&] { return mm(A, A, out(C)); }));
    scalings.mask.seconds.push_back(seconds_per_call([&] { return mask.bernoulli_(0.5); }));
    scalings.layer.seconds.push_back(seconds_per_call([&] { return net(X); }));
  }
  omp_set_num_threads(most_threads);
  return scalings;
}

double amdahl(double serial_share, double threads) { return 1 / (serial_share + (1 - serial_share) / threads); }

}  // namespace d2l

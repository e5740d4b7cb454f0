// Convolutions computed where they lie, beside the same ones in double. They are called as such: whether the op takes
// this way depends on the sizes and on the processor that it was compiled for.
#include <boost/test/unit_test.hpp>

#include <d2l/kernels/cpu/direct_convolution.hpp>
#include <d2l/ops/ops.hpp>

using namespace d2l;

namespace {

struct Case {
  std::int64_t images, in, out;
  Size2d size, kernel, padding = 0;
};

// Channels that are computed by sixes, by fours, and with some missing; images in blocks and parts, with some left
// over; rows of a part of a vector and of several; a margin up to where a window would lie in it with all its places.
const std::vector<Case> cases{{1, 1, 2, {2, 2}, {2, 2}},           {2, 1, 6, {28, 28}, {5, 5}, {2, 2}},
                              {9, 6, 16, {14, 14}, {5, 5}},        {33, 3, 5, {4, 5}, {3, 2}, {1, 1}},
                              {3, 2, 12, {5, 41}, {2, 3}, {1, 2}}, {8, 16, 4, {3, 3}, {3, 3}, {2, 2}},
                              {5, 2, 7, {1, 1}, {2, 3}, {1, 2}},   {40, 1, 3, {6, 2}, {4, 2}, {3, 0}}};

// The largest difference, relative to what is added up.
double difference(const Tensor<float>& x, const Tensor<double>& right) {
  return (abs(x.to<double>() - right).max() / (1 + abs(right).max())).item();
}

}  // namespace

BOOST_AUTO_TEST_SUITE(direct_convolution)

BOOST_AUTO_TEST_CASE(it_gives_what_the_op_gives_in_double) {
  manual_seed(1);
  for (const auto& c : cases) {
    const auto X = randn<double>({c.images, c.in, c.size.height, c.size.width}).to<float>();
    const auto W = randn<double>({c.out, c.in, c.kernel.height, c.kernel.width}).to<float>();
    const auto X_in_double = X.to<double>().requires_grad_(), W_in_double = W.to<double>().requires_grad_();
    const auto right = conv2d(X_in_double, W_in_double, {}, {.padding = c.padding});
    const auto dY = randn<float>(right.shape());
    right.backward(dY.to<double>());
    BOOST_TEST_CONTEXT(to_string(X.shape()) << ", " << to_string(W.shape())) {
      const kernels::Windows2d windows{{.size = c.kernel.height, .padding = c.padding.height},
                                       {.size = c.kernel.width, .padding = c.padding.width}};
      const auto Y = full<float>(right.shape(), 7), dX = full<float>(X.shape(), 7), dW = full<float>(W.shape(), 7);
      kernels::direct::conv2d(Y, X, W, windows);
      kernels::direct::conv2d_data(dX, dY, W, windows);
      kernels::direct::conv2d_weights(dW, dY, X, windows);
      BOOST_CHECK_LT(difference(Y, right), 1e-6);
      BOOST_CHECK_LT(difference(dX, X_in_double.grad()), 1e-6);
      BOOST_CHECK_LT(difference(dW, W_in_double.grad()), 1e-6);
    }
  }
}

BOOST_AUTO_TEST_SUITE_END()

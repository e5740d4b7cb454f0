// 5.2 Padding and strides: docs/05/padding-strides.md
#include <d2l/book/steps.hpp>
#include <d2l/d2l.hpp>

using namespace d2l;

namespace {

// An image (h, w) through a layer, which takes batches of images with channels: (1, 1, h, w).
Tensor<> comp_conv2d(nn::Conv2d layer, const Tensor<>& X) { return layer(X.view({1, 1, X.size(0), X.size(1)}))[0][0]; }

// How many windows of k places fit on n pixels with p more on each side, s pixels from one window to the next.
std::int64_t windows(std::int64_t n, std::int64_t k, std::int64_t p, std::int64_t s) { return (n + 2 * p - k) / s + 1; }

// Cross-correlation from scratch: a loop over the places of the kernel, each of which meets one pixel of every window.
Tensor<> corr2d(const Tensor<>& X, const Tensor<>& K, Size2d padding, Size2d stride) {
  const auto padded = pad(X, {padding.width, padding.width, padding.height, padding.height});
  const auto h = windows(X.size(0), K.size(0), padding.height, stride.height);
  const auto w = windows(X.size(1), K.size(1), padding.width, stride.width);
  auto Y = zeros({h, w});
  for (std::int64_t u = 0; u < K.size(0); ++u)
    for (std::int64_t v = 0; v < K.size(1); ++v)
      Y += K(u, v) * padded(Slice{u, u + (h - 1) * stride.height + 1, stride.height},
                            Slice{v, v + (w - 1) * stride.width + 1, stride.width});
  return Y;
}

void show_the_book(program::Results& results) {
  headline("The book's shapes");
  Tensor<> X;
  DO(X = rand({8, 8}));
  SHOW(comp_conv2d(nn::Conv2d{1, 1, 3}, X).shape());
  SHOW(comp_conv2d(nn::Conv2d{1, 1, 3, {.padding = 1}}, X).shape());
  SHOW(comp_conv2d(nn::Conv2d{1, 1, {5, 3}, {.padding = {2, 1}}}, X).shape());
  SHOW(comp_conv2d(nn::Conv2d{1, 1, 3, {.stride = 2, .padding = 1}}, X).shape());
  SHOW(comp_conv2d(nn::Conv2d{1, 1, {3, 5}, {.stride = {3, 4}, .padding = {0, 1}}}, X).shape());

  headline("The book's numbers: with a border of zeros, then with strides of 3 and 2");
  Tensor<> K, Y;
  DO(X = arange(9).view({3, 3}));
  DO(K = arange(4).view({2, 2}));
  SHOW(Y = corr2d(X, K, 1, 1));
  results.emplace_back("padded", Y.to_vector());
  SHOW(Y = corr2d(X, K, 1, {3, 2}));
  results.emplace_back("strided", Y.to_vector());
  SHOW(conv2d(X.view({1, 1, 3, 3}), K.view({1, 1, 2, 2}), {}, {.stride = {3, 2}, .padding = 1}));
}

// The formula beside what the library makes of an image of one row.
void show_sizes(program::Results& results) {
  headline("The size of the output: floor((n + 2p - k)/s) + 1, with p on each side");
  std::cout << "     n     k     p     s    2p  (n+2p-k)/s  formula  conv2d  left over\n";
  std::vector<double> sizes;
  for (const auto& [n, k, p, s] : {std::array{8, 3, 0, 1},
                                   {8, 3, 1, 1},
                                   {8, 5, 2, 1},
                                   {8, 3, 0, 2},
                                   {8, 3, 1, 2},
                                   {7, 3, 1, 2},
                                   {8, 3, 0, 3},
                                   {8, 2, 0, 1},
                                   {8, 2, 1, 1},
                                   {224, 11, 0, 4}}) {
    const auto Y = conv2d(zeros({1, 1, 1, n}), zeros({1, 1, 1, k}), {}, {.stride = {1, s}, .padding = {0, p}});
    std::cout << fmt::format("{:>6}{:>6}{:>6}{:>6}{:>6}{:>12.2f}{:>9}{:>8}{:>11}\n", n, k, p, s, 2 * p,
                             double(n + 2 * p - k) / s, windows(n, k, p, s), Y.size(3), (n + 2 * p - k) % s);
    sizes.push_back(double(Y.size(3)));
  }
  results.emplace_back("sizes", sizes);
}

// How many windows see each of eight pixels: every window adds 1 to the gradient of those that it sees.
Tensor<> seen(std::int64_t kernel, const Conv2dOptions& options) {
  const auto X = zeros({1, 1, 1, 8}).requires_grad_();
  conv2d(X, ones({1, 1, 1, kernel}), {}, options).sum().backward();
  return X.grad().view({8});
}

void show_who_is_seen() {
  headline("How many windows see each of eight pixels in a row");
  SHOW(seen(3, {}));
  SHOW(seen(3, {.padding = {0, 1}}));
  SHOW(seen(3, {.padding = {0, 2}}));
  SHOW(seen(3, {.stride = 2}));                     // the last one is left over
  SHOW(seen(3, {.stride = 2, .padding = {0, 1}}));  // and now the padding on the right is
  SHOW(seen(2, {.stride = 3}));                     // a stride above the kernel's size skips pixels
}

void keep_the_size_with_an_even_kernel(program::Results& results) {
  headline("An even kernel keeps the size only where one side is padded more");
  Tensor<> X, K;
  DO(X = arange(1, 5).view({1, 1, 1, 4}));
  DO(K = ones({1, 1, 1, 2}));
  SHOW(conv2d(X, K));
  SHOW(conv2d(X, K, {}, {.padding = {0, 1}}));
  SHOW(conv2d(pad(X, {.right = 1}), K));
  SHOW(conv2d(pad(X, {.left = 1}), K));
  results.emplace_back("padded_at_the_right", conv2d(pad(X, {.right = 1}), K).to_vector());
}

}  // namespace

void lesson(const program::Arguments& args) {
  program::Results results;
  show_the_book(results);
  show_sizes(results);
  show_who_is_seen();
  keep_the_size_with_an_even_kernel(results);
  program::save_record(args, {}, results);
}

int main(int argc, char** argv) {
  return program::run(
      program::Options("padding-strides", "Padding and strides: the size of a convolution's output", "5.2"), argc, argv,
      lesson);
}

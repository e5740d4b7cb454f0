// 5.3 Channels: docs/05/channels.md
#include <d2l/book/steps.hpp>
#include <d2l/d2l.hpp>

using namespace d2l;

namespace {

// Several channels in: a window of X (c, h, w) reaches through all of them, and so does the kernel (c, kh, kw). All
// products of a window add up to one number, so one channel comes out.
Tensor<> corr2d_multi_in(const Tensor<>& X, const Tensor<>& K) {
  const auto h = K.size(1), w = K.size(2);
  const auto Y = zeros({X.size(1) - h + 1, X.size(2) - w + 1});
  for (std::int64_t i = 0; i < Y.size(0); ++i)
    for (std::int64_t j = 0; j < Y.size(1); ++j) Y(i, j) = (X(all, Slice{i, i + h}, Slice{j, j + w}) * K).sum();
  return Y;
}

// Several channels out: a kernel for each, so K is (c_out, c_in, kh, kw).
Tensor<> corr2d_multi_in_out(const Tensor<>& X, const Tensor<>& K) {
  std::vector<Tensor<>> channels;
  channels.reserve(static_cast<std::size_t>(K.size(0)));
  for (std::int64_t o = 0; o < K.size(0); ++o) channels.push_back(corr2d_multi_in(X, K[o]));
  return stack(channels);
}

// With a window of one pixel: each pixel's channels times a matrix, as a dense layer does with features.
Tensor<> corr2d_multi_in_out_1x1(const Tensor<>& X, const Tensor<>& K) {
  const auto c_in = X.size(0), h = X.size(1), w = X.size(2), c_out = K.size(0);
  return mm(K.view({c_out, c_in}), X.view({c_in, h * w})).view({c_out, h, w});
}

// With any window: all windows as columns, and one product of matrices.
Tensor<> corr2d_by_unfold(const Tensor<>& X, const Tensor<>& K) {
  const Size2d kernel(K.size(2), K.size(3));
  const auto columns = unfold(X.unsqueeze(0), kernel)[0];
  return mm(K.view({K.size(0), -1}), columns)
      .view({K.size(0), X.size(1) - kernel.height + 1, X.size(2) - kernel.width + 1});
}

void show_the_book(program::Results& results) {
  headline("Two channels in");
  Tensor<> X, K, Y;
  SHOW(X = stack({arange(9).view({3, 3}), arange(1, 10).view({3, 3})}));
  SHOW(K = stack({arange(4).view({2, 2}), arange(1, 5).view({2, 2})}));
  SHOW(corr2d_multi_in(X(Slice{0, 1}), K(Slice{0, 1})));  // the first channel alone
  SHOW(corr2d_multi_in(X(Slice{1, 2}), K(Slice{1, 2})));  // the second
  SHOW(corr2d_multi_in(X, K));                            // their sum
  results.emplace_back("multi_in", corr2d_multi_in(X, K).to_vector());

  headline("Three channels out");
  SHOW((K = stack({K, K + 1, K + 2})).shape());
  SHOW(Y = corr2d_multi_in_out(X, K));
  SHOW(allclose(Y, conv2d(X, K)));
  results.emplace_back("multi_in_out", Y.to_vector());

  headline("A convolution as one product of matrices: its windows as columns");
  SHOW(unfold(X.unsqueeze(0), 2)[0]);
  SHOW(K.view({3, 8}));
  SHOW(mm(K.view({3, 8}), unfold(X.unsqueeze(0), 2)[0]));
  SHOW(allclose(corr2d_by_unfold(X, K), Y));
}

void multiply_pixels(program::Results& results) {
  headline("A 1x1 convolution is a dense layer for each pixel");
  Tensor<> X, K, Y;
  DO(X = rand({3, 3, 3}));
  DO(K = rand({2, 3, 1, 1}));
  SHOW(Y = corr2d_multi_in_out_1x1(X, K));
  SHOW((Y - corr2d_multi_in_out(X, K)).norm().item() < 1e-6);
  results.emplace_back("1x1", Y.to_vector());
}

void cut_into_groups() {
  headline("In groups, an output sees the channels of its group only");
  Tensor<> X;
  DO(X = arange(1, 5).view({1, 4, 1, 1}));
  SHOW(conv2d(X, ones({4, 4, 1, 1})).view({4}));
  SHOW(conv2d(X, ones({4, 2, 1, 1}), {}, {.groups = 2}).view({4}));
  SHOW(conv2d(X, ones({4, 1, 1, 1}), {}, {.groups = 4}).view({4}));
}

// What layers from 64 to 128 channels cost on an image of 28×28 pixels.
void count(program::Results& results) {
  constexpr std::int64_t pixels = 784, in = 64, out = 128;
  headline("From 64 to 128 channels on 28 x 28 pixels");
  std::cout << fmt::format("{:<28}{:>14}{:>18}\n", "", "parameters", "multiplications");
  const auto row = [&](const std::string& name, double parameters, double multiplications) {
    std::cout << fmt::format("{:<28}{:>14}{:>18}\n", name, parameters, multiplications);
    results.emplace_back(name, std::vector{parameters, multiplications});
  };
  const auto measured = [&](const std::string& name, nn::Sequential net) {
    const auto all = in_all(layer_table(net, {in, 28, 28}));
    row(name, double(all.parameters), double(all.multiplications));
  };
  measured("3x3", nn::Sequential{nn::Conv2d{in, out, 3, {.padding = 1}}});
  measured("5x5", nn::Sequential{nn::Conv2d{in, out, 5, {.padding = 2}}});
  measured("1x1", nn::Sequential{nn::Conv2d{in, out, 1}});
  measured("3x3 in 4 groups", nn::Sequential{nn::Conv2d{in, out, 3, {.padding = 1, .groups = 4}}});
  measured("3x3 by channel, then 1x1",
           nn::Sequential{nn::Conv2d{in, in, 3, {.padding = 1, .groups = in}}, nn::Conv2d{in, out, 1}});
  measured("1x1 to 16, then 3x3", nn::Sequential{nn::Conv2d{in, 16, 1}, nn::Conv2d{16, out, 3, {.padding = 1}}});
  // Computed, not made: its weights would fill 20 GB.
  constexpr double inputs = in * pixels, outputs = out * pixels;
  row("dense", (inputs + 1) * outputs, inputs * outputs);
}

}  // namespace

void lesson(const program::Arguments& args) {
  program::Results results;
  show_the_book(results);
  multiply_pixels(results);
  cut_into_groups();
  program::Results costs;
  count(costs);
  results.emplace_back("costs", costs);
  program::save_record(args, {}, results);
}

int main(int argc, char** argv) {
  return program::run(program::Options("channels", "Channels in and out of a convolution, and what they cost", "5.3"),
                      argc, argv, lesson);
}

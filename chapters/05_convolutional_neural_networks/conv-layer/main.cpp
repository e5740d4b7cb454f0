// 5.1 Convolutional layers: docs/05/conv-layer.md
#include <d2l/book/steps.hpp>
#include <d2l/d2l.hpp>

using namespace d2l;

namespace {

// Slides the kernel over the image: Y[i, j] is the sum of K times the window of X that begins at row i, column j.
Tensor<> corr2d(const Tensor<>& X, const Tensor<>& K) {
  const auto h = K.size(0), w = K.size(1);
  const auto Y = zeros({X.size(0) - h + 1, X.size(1) - w + 1});
  for (std::int64_t i = 0; i < Y.size(0); ++i)
    for (std::int64_t j = 0; j < Y.size(1); ++j) Y(i, j) = (X(Slice{i, i + h}, Slice{j, j + w}) * K).sum();
  return Y;
}

// A kernel flipped in both axes is one turned by 180°: its elements in the opposite order.
Tensor<> flipped(const Tensor<>& K) {
  return K.reshape({-1}).index_select(0, arange<std::int64_t>(K.numel() - 1, -1, -1)).view(K.shape());
}

// A layer of one's own: a kernel and a bias that are learned.
struct Conv2D : nn::Layer {
  nn::Parameter weight, bias;

  Conv2D(std::int64_t h, std::int64_t w) : weight(randn({h, w})), bias(randn({1})) {}
  Tensor<> forward(const Tensor<>& X) override { return corr2d(X, weight) + bias; }
  void visit(nn::Visitor& v) override {
    v("weight", weight);
    v("bias", bias);
  }
};

void compare_correlation_and_convolution(program::Results& results) {
  headline("Cross-correlation, from scratch and by the library");
  Tensor<> X, K;
  SHOW(X = arange(9).view({3, 3}));
  SHOW(K = arange(4).view({2, 2}));
  SHOW(corr2d(X, K));
  SHOW(conv2d(X.view({1, 1, 3, 3}), K.view({1, 1, 2, 2})));
  results.emplace_back("cross_correlation", corr2d(X, K).to_vector());

  headline("Convolution: the same with the kernel flipped in both axes");
  SHOW(flipped(K));
  SHOW(corr2d(X, flipped(K)));
  results.emplace_back("convolution", corr2d(X, flipped(K)).to_vector());

  headline("It is a dense layer: a column for each pixel, a row for each output");
  SHOW(conv2d(eye(9).view({9, 1, 3, 3}), K.view({1, 1, 2, 2})).view({9, 4}).t());
}

// An image that is white but for a black bar between two columns.
Tensor<> bar(std::int64_t begin, std::int64_t end) {
  const auto X = ones({6, 8});
  X(all, Slice{begin, end}) = 0;
  return X;
}

void find_edges() {
  headline("A kernel of 1 and -1 finds where a pixel and the next one differ");
  Tensor<> X, K, Y;
  SHOW(X = bar(2, 6));
  SHOW(K = tensor({1, -1}).view({1, 2}));
  SHOW(Y = corr2d(X, K));
  SHOW(corr2d(X.t(), K).abs().max().item());  // the bar lies on its side: no pixel differs from its right neighbour

  headline("What moves in the image moves in the map");
  SHOW(corr2d(bar(3, 7), K)[0]);
  SHOW(allclose(corr2d(bar(3, 7), K)(all, Slice{1, 7}), Y(all, Slice{0, 6})));
}

// What a training goes through: the loss before each step; weight and bias before the first and after each.
struct Descent {
  std::vector<double> losses;
  std::vector<Tensor<>> learned;
};

Descent learn(Conv2D& layer, const Tensor<>& X, const Tensor<>& Y) {
  const auto row = [&] { return cat({layer.weight.view({2}), layer.bias}, 0).detach(); };
  Descent descent{{}, {row()}};
  SHOW(layer.weight.data());
  for (int step = 1; step <= 20; ++step) {
    const auto l = square(layer(X) - Y).sum();
    l.backward();
    for (const auto& parameter : layer.parameters()) {
      parameter.data() -= 0.01 * parameter.grad();
      parameter.clear_grad();
    }
    descent.losses.push_back(l.item());
    descent.learned.push_back(row());
    if (step % 5 == 0) std::cout << fmt::format("step {}, loss {:.3f}\n", step, l.item());
  }
  SHOW(layer.weight.data());
  SHOW(layer.bias.data());
  return descent;
}

program::Results results_of(const Descent& descent) {
  return {{"losses", descent.losses}, {"learned", descent.learned.back().to_vector()}};
}

// How strongly each pixel of a 7×7 image acts on the output in the middle, after some 3×3 convolutions with kernels of
// ones: in how many ways one can go from the pixel to the output.
Tensor<> influence(int layers) {
  const auto X = zeros({1, 1, 7, 7}).requires_grad_();
  Tensor<> Y = X;
  for (int i = 0; i < layers; ++i) Y = conv2d(Y, ones({1, 1, 3, 3}), {}, {.padding = 1});
  Y(0, 0, 3, 3).backward();
  return X.grad()[0][0];
}

void show_receptive_field(program::Results& results) {
  headline("The receptive field: on which pixels the output in the middle depends");
  std::vector<double> sides;
  for (const int layers : {1, 2, 3}) {
    const auto side = (influence(layers)[3] != 0).sum().item();
    std::cout << fmt::format("layers of 3x3: {}, pixels: {} x {}\n", layers, side, side);
    sides.push_back(double(side));
  }
  SHOW(influence(2));
  results.emplace_back("receptive_field", sides);
}

// The image, its edges, and the output of the layer before and after it has learned; the training.
void draw(const plot::Target& target, const Tensor<>& X, const Tensor<>& K, const Descent& descent) {
  plot::Figure figure("A kernel learns to find edges", {.width = 1080});
  const auto steps = to_doubles(arange(21.0));
  figure.panel({.xlabel = "step", .ylabel = "loss before the step", .log_y = true})
      .line(std::span(steps).subspan(1), descent.losses);
  auto& panel = figure.panel({.xlabel = "step", .ylabel = "value"});
  const auto path = stack(descent.learned);
  for (const auto& [i, name] : {std::pair(0, "left weight"), {1, "right weight"}, {2, "bias"}})
    panel.line(steps, to_doubles(path(all, i)), name);
  // From dark to pale; neither is quite black or white, so that both are seen on any page.
  const auto shades = [](const Tensor<>& maps, float dark, float pale) {
    return (30 + 195 * (clamp(maps, dark, pale) - dark) / (pale - dark)).to<std::uint8_t>().to_vector();
  };
  const auto map_at = [&](std::int64_t step) {
    return corr2d(X, path(step, Slice{0, 2}).view({1, 2})) + path(step, 2);
  };
  figure.images({1, 1}, {6, 8}, shades(X, 0, 1), {"the image"});
  figure.images({1, 3}, {6, 7}, shades(stack({corr2d(X, K), map_at(0), map_at(20)}), -1, 1),
                {"its edges", "the layer at the start", "after 20 steps"});
  figure.save(target);
}

}  // namespace

void lesson(const program::Arguments& args) {
  program::Results results;
  compare_correlation_and_convolution(results);
  find_edges();

  const auto X = bar(2, 6), K = tensor({1, -1}).view({1, 2});
  headline("A kernel learned from the image and its edges");
  Conv2D layer(1, 2);
  const auto descent = learn(layer, X, corr2d(X, K));
  results.emplace_back("learned", results_of(descent));
  headline("Learned from a convolution, it comes out flipped");
  Conv2D other(1, 2);
  results.emplace_back("learned_from_convolution", results_of(learn(other, X, corr2d(X, flipped(K)))));

  show_receptive_field(results);
  program::save_record(args, {}, results);
  if (args.plot) draw(*args.plot, X, K, descent);
}

int main(int argc, char** argv) {
  const auto options =
      program::Options("conv-layer", "Convolutions: sliding kernels, by hand and learned", "5.1").figure();
  return program::run(options, argc, argv, lesson);
}

// 5.4 Pooling: docs/05/pooling.md
#include <d2l/book/steps.hpp>
#include <d2l/d2l.hpp>

using namespace d2l;

namespace {

enum class Mode { max, avg };

// A window over the image, as corr2d's, but with nothing to be learned: its largest number, or its mean.
Tensor<> pool2d(const Tensor<>& X, Size2d size, Mode mode) {
  const auto Y = zeros({X.size(0) - size.height + 1, X.size(1) - size.width + 1});
  for (std::int64_t i = 0; i < Y.size(0); ++i)
    for (std::int64_t j = 0; j < Y.size(1); ++j) {
      const auto window = X(Slice{i, i + size.height}, Slice{j, j + size.width});
      Y(i, j) = mode == Mode::max ? window.max() : window.mean();
    }
  return Y;
}

void show_the_book(program::Results& results) {
  headline("The largest and the mean of each window, from scratch and not");
  Tensor<> X, Y;
  SHOW(X = arange(9).view({3, 3}));
  SHOW(pool2d(X, 2, Mode::max));
  SHOW(pool2d(X, 2, Mode::avg));
  SHOW(max_pool2d(X.unsqueeze(0), 2, {.stride = 1}));
  SHOW(avg_pool2d(X.unsqueeze(0), 2, {.stride = 1}));

  headline("Windows side by side, unless a stride is given; padding; any window");
  SHOW(X = arange(16).view({1, 1, 4, 4}));
  SHOW(nn::MaxPool2d(3)(X));
  SHOW(Y = nn::MaxPool2d(3, {.stride = 2, .padding = 1})(X));
  results.emplace_back("max_3", Y.to_vector());
  SHOW(Y = nn::MaxPool2d({2, 4}, {.stride = Size2d(2, 3), .padding = {1, 2}})(X));
  results.emplace_back("max_2x4", Y.to_vector());

  headline("Each channel by itself: as many come out as went in");
  SHOW(nn::MaxPool2d(3, {.stride = 2, .padding = 1})(cat({X, X + 1}, 1)));
}

void move_an_edge() {
  headline("What pooling forgives: an edge that moves, but stays in its window");
  for (std::int64_t column = 1; column <= 4; ++column) {
    const auto X = ones({1, 1, 1, 9});
    X(0, 0, 0, Slice{column, 9}) = 0;  // white up to the edge, then black
    const auto edges = conv2d(X, tensor({1, -1}).view({1, 1, 1, 2}));
    std::cout << "edge " << edges.view({8}) << " pooled " << max_pool2d(edges, {1, 2}).view({4}) << '\n';
  }
  headline("What max pooling loses: edges from black to white, which are -1");
  Tensor<> edges;
  SHOW(edges = tensor({0, 1, 0, 0, 0, -1, 0, 0}).view({1, 1, 8}));
  SHOW(max_pool2d(edges, {1, 2}));
  SHOW(max_pool2d(edges.abs(), {1, 2}));
}

// Into how many windows of 2 a row of 25 pixels goes.
std::int64_t windows(const MaxPool2dOptions& options) { return max_pool2d(zeros({1, 1, 25}), {1, 2}, options).size(2); }

void show_sizes(program::Results& results) {
  headline("25 pixels in windows of 2: the last is left over, but in ceil_mode");
  SHOW(windows({}));
  SHOW(windows({.ceil_mode = true}));
  SHOW(windows({.padding = {0, 1}, .ceil_mode = true}));  // a 14th would lie in the padding: it is dropped
  results.emplace_back("sizes_of_25", std::vector{double(windows({})), double(windows({.ceil_mode = true})),
                                                  double(windows({.padding = {0, 1}, .ceil_mode = true}))});

  headline("Zeros of the padding count in a mean, unless told otherwise");
  SHOW(avg_pool2d(ones({1, 3, 3}), 3, {.stride = 1, .padding = 1}));
  SHOW(avg_pool2d(ones({1, 3, 3}), 3, {.stride = 1, .padding = 1, .count_include_pad = false}));
  SHOW(max_pool2d(-ones({1, 3, 3}), 3, {.stride = 1, .padding = 1}));
}

// The gradient of the sum of what `pool` makes of X.
template <class Pool>
Tensor<> gradient(const Tensor<>& X, const Pool& pool) {
  const auto leaf = X.clone().requires_grad_();
  pool(leaf).sum().backward();
  return leaf.grad();
}

void show_gradients(program::Results& results) {
  headline("The way back: to the largest; of several, to the first");
  Tensor<> X, dX;
  SHOW(X = tensor({1, 3, 2, 2, 0, 3, 2, 2}).view({1, 2, 4}));
  const auto show = [&](const std::string& name, const auto& pool) {
    std::cout << name << '\n' << (dX = gradient(X, pool)) << '\n';
    results.emplace_back(name, dX.to_vector());
  };
  show("max_pool2d", [](const auto& x) { return max_pool2d(x, 2); });
  show("avg_pool2d", [](const auto& x) { return avg_pool2d(x, 2); });
  show("pool2d from scratch", [](const auto& x) { return pool2d(x[0], 2, Mode::max)(all, Slice{0, 3, 2}); });
}

void show_adaptive_windows(program::Results& results) {
  headline("Three windows that cover five pixels, and a single one that covers all");
  Tensor<> X, Y;
  DO(X = arange(5).view({1, 1, 1, 5}).requires_grad_());
  SHOW(Y = adaptive_avg_pool2d(X, {1, 3}));
  results.emplace_back("adaptive", Y.to_vector());
  for (std::int64_t i = 0; i < 3; ++i) {
    X.clear_grad();
    Y(0, 0, 0, i).backward(retain_graph);
    std::cout << "window " << i + 1 << ": " << X.grad().view({5}) << '\n';
  }
  SHOW(adaptive_avg_pool2d(X, 1));
}

}  // namespace

void lesson(const program::Arguments& args) {
  program::Results results;
  show_the_book(results);
  move_an_edge();
  show_sizes(results);
  show_gradients(results);
  show_adaptive_windows(results);
  program::save_record(args, {}, results);
}

int main(int argc, char** argv) {
  return program::run(program::Options("pooling", "Pooling: a window's largest number or its mean", "5.4"), argc, argv,
                      lesson);
}

// 3.11 Underfitting and overfitting: docs/03/underfit-overfit.md
#include <d2l/d2l.hpp>

using namespace d2l;

namespace {

// The first `count` of the features x, x² and x³.
Tensor<> poly_features(const Tensor<>& x, std::int64_t count) {
  return cat({x, pow(x, 2), pow(x, 3)}, 1).slice(1, 0, count);
}

// Pairs of numbers: x and y, both of shape (n, 1).
struct Examples {
  Tensor<> x, y;

  Examples slice(std::int64_t begin, std::int64_t end) const {
    return {x.slice(0, begin, end), y.slice(0, begin, end)};
  }
};

// How many features a model may use, and the examples that it learns from.
struct Setting {
  std::string name;
  std::int64_t features;
  Examples train;
};

// Fits a linear model of the features by minibatch SGD, and keeps both losses after each epoch.
Fit fit(nn::Linear& net, const Setting& setting, const Examples& test, Training& training,
        const program::Arguments& args) {
  const auto features = poly_features(setting.train.x, setting.features), labels = setting.train.y;
  const auto test_features = poly_features(test.x, setting.features);
  const auto batch_size = std::min(args.batch_size, features.size(0));
  const DataLoader train_iter(TensorDataset(features, labels), batch_size, Order::sampled);
  const nn::MSELoss loss;
  optim::SGD trainer(net.parameters(), {.lr = args.lr});

  for (auto epoch = training.begin(net.named_parameters(), trainer, setting.name + "."); epoch <= args.epochs;
       ++epoch) {
    training.start(epoch, train_iter.size());
    for (const auto& [X, y] : train_iter) {
      const auto l = loss(net(X), y);
      trainer.zero_grad();
      l.backward();
      trainer.step();
      training.batch(l);
    }
    const NoGrad no_grad;
    training.finish({.loss = loss(net(features), labels).item(), .test_loss = loss(net(test_features), test.y).item()});
  }
  return {setting.name, training.losses(), {{"weight", net.weight.flatten().to_vector()}, {"bias", net.bias.item()}}};
}

// The curve that was fitted to the examples, and new examples that it should come near.
void draw_curve(plot::Figure& figure, const Setting& setting, nn::Linear& net, const Examples& test) {
  const NoGrad no_grad;
  const auto x = arange(-3.5, 3.51, 0.05).view({-1, 1});
  figure.panel({.title = setting.name + ": the curve", .xlabel = "x", .ylabel = "y"})
      .markers(to_doubles(test.x), to_doubles(test.y), "test")
      .markers(to_doubles(setting.train.x), to_doubles(setting.train.y), "train")
      .line(to_doubles(x), to_doubles(net(poly_features(x, setting.features))), "fitted");
}

}  // namespace

void lesson(const program::Arguments& args) {
  // The data: y = 1.2 x - 3.4 x² + 5.6 x³ + 5 and a little noise; 100 examples to train, 100 to test.
  constexpr int n_train = 100, n_test = 100;
  const auto x = randn({n_train + n_test, 1});
  const auto exact = matmul(poly_features(x, 3), tensor({1.2F, -3.4F, 5.6F}).view({3, 1})) + 5;
  const Examples data{x, exact + normal(0, 0.01, exact.shape())};
  const auto train = data.slice(0, n_train), test = data.slice(n_train, n_train + n_test);

  // The same training in three settings: the right features, too few features, too few examples.
  const std::vector<Setting> settings{{"normal", 3, train}, {"underfit", 1, train}, {"overfit", 3, train.slice(0, 2)}};
  Training training(args, Training::Lines::hidden);
  std::vector<Fit> fits;
  std::vector<nn::Linear> nets;
  for (const auto& setting : settings) {
    auto& net = nets.emplace_back(setting.features, 1);
    fits.push_back(fit(net, setting, test, training, args));
  }
  show_fits(fits, training.epochs(), args, [&](plot::Figure& figure) {
    for (std::size_t i = 0; i < settings.size(); ++i) draw_curve(figure, settings[i], nets[i], test);
  });
}

int main(int argc, char** argv) {
  const auto options = program::Options("underfit-overfit", "Underfitting and overfitting a cubic polynomial", "3.11")
                           .training({.epochs = 100, .batch_size = 10, .lr = 0.01})
                           .state()
                           .figure();
  return program::run(options, argc, argv, lesson);
}

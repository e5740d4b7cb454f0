// 3.8 What a hidden layer can separate: docs/03/spiral.md
#include <iostream>
#include <numbers>

#include <fmt/format.h>

#include <d2l/d2l.hpp>

using namespace d2l;

namespace {

// Points of the plane, of shape (n, 2), the arm of each, 0 or 1, and its label, which may be the wrong one.
struct Points {
  Tensor<> x;
  Tensor<std::int64_t> arm, y;

  Tensor<bool> mislabelled() const { return y != arm; }
  std::int64_t size() const { return y.size(0); }
};

// Two arms of a spiral, one turn each, with some noise. Each label is the wrong one with probability `wrong`.
Points draw_spirals(std::int64_t n, double wrong) {
  const auto arm = (rand({n}) > 0.5F).to<std::int64_t>();
  const auto turn = sqrt(rand({n}));  // even along the arm
  const auto angle = 2 * std::numbers::pi * turn + std::numbers::pi * arm.to<float>();
  const auto x = stack({turn * cos(angle), turn * sin(angle)}, 1) + normal(0, 0.03, {n, 2});
  return {x, arm, where(rand({n}) < float(wrong), 1 - arm, arm)};
}

struct Model {
  std::string name;
  nn::Sequential net;
};

double error(const nn::Sequential& net, const Points& points) {
  const NoGrad no_grad;
  return 1 - accuracy(net(points.x), points.y);
}

// All points in each step: there are few.
void train(nn::Sequential& net, const Points& points) {
  const nn::CrossEntropyLoss loss;
  optim::Adam trainer(net.parameters(), {.lr = 0.01});
  for (int step = 0; step < 2000; ++step) {
    trainer.zero_grad();
    loss(net(points.x), points.y).backward();
    trainer.step();
  }
  net.eval();
}

// How much higher the score of class 1 is than that of class 0, over the square. The border is where this is 0.
plot::Heights scores(const nn::Sequential& net) {
  const NoGrad no_grad;
  const auto side = arange(-1.2, 1.21, 0.02);
  const auto n = side.size(0);
  const auto grid = stack({side.view({1, n}).expand({n, n}).flatten(), side.view({n, 1}).expand({n, n}).flatten()}, 1);
  const auto s = net(grid);
  return {.xs = to_doubles(side), .ys = to_doubles(side), .zs = to_doubles(s(all, 1) - s(all, 0))};
}

void draw(const plot::Target& target, const std::vector<Model>& models, const Points& points) {
  plot::Figure figure("Two classes, and the border that three models draw between them", {.width = 1260});
  for (const auto& [name, net] : models) {
    auto& panel = figure.panel({.title = name, .xlabel = "x1", .ylabel = "x2", .equal_units = true});
    panel.contours(scores(net), {0});
    const auto mark = [&](const Tensor<bool>& which, const std::string& label) {
      const auto x = masked_select(points.x, which.view({-1, 1})).view({-1, 2});
      panel.markers(to_doubles(x(all, 0)), to_doubles(x(all, 1)), label);
    };
    mark(points.y == 0, "class 0");
    mark(points.y == 1, "class 1");
    mark(points.mislabelled(), "wrong");
  }
  figure.save(target);
}

}  // namespace

void lesson(const program::Arguments& args) {
  const auto to_train = draw_spirals(200, 0.1), to_test = draw_spirals(2000, 0);
  std::vector<Model> models;
  models.push_back({"linear", nn::Sequential{nn::Linear(2, 2)}});
  models.push_back({"one hidden layer of 16", nn::Sequential{nn::Linear(2, 16), nn::ReLU{}, nn::Linear(16, 2)}});
  models.push_back({"two hidden layers of 256", nn::Sequential{nn::Linear(2, 256), nn::ReLU{}, nn::Linear(256, 256),
                                                               nn::ReLU{}, nn::Linear(256, 2)}});

  std::cout << fmt::format("{} points to train with, {} of them with the wrong label; {} to test with\n\n",
                           to_train.size(), to_train.mislabelled().sum().item(), to_test.size());
  std::cout << fmt::format("{:<26}{:>10}{:>16}{:>16}\n", "model", "weights", "wrong in train", "wrong in test");
  program::Results results;
  for (auto& [name, net] : models) {
    train(net, to_train);
    const auto in_train = error(net, to_train), in_test = error(net, to_test);
    std::cout << fmt::format("{:<26}{:>10}{:>16.3f}{:>16.3f}\n", name, count_parameters(net), in_train, in_test);
    results.emplace_back(name, program::Results{{"train", in_train}, {"test", in_test}});
  }
  program::save_record(args, {}, results);
  if (args.plot) draw(*args.plot, models, to_train);
}

int main(int argc, char** argv) {
  const auto options = program::Options("spiral", "The border between two spirals, by three models", "3.8").figure();
  return program::run(options, argc, argv, lesson);
}

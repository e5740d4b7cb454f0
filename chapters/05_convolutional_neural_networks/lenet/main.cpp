// 5.5 LeNet: docs/05/lenet.md
#include <iostream>

#include <fmt/format.h>

#include <d2l/book/gradient_lengths.hpp>
#include <d2l/d2l.hpp>

using namespace d2l;

namespace {

// The network, with one activation function or another.
template <class Activation>
nn::Sequential lenet() {
  return nn::Sequential{nn::Conv2d{1, 6, 5},  Activation{}, nn::MaxPool2d{2},  // (6, 12, 12)
                        nn::Conv2d{6, 16, 5}, Activation{}, nn::MaxPool2d{2},  // (16, 4, 4)
                        nn::Flatten{},                                         // (256)
                        nn::Linear{256, 120}, Activation{},                    // (120)
                        nn::Linear{120, 84},  Activation{},                    // (84)
                        nn::Linear{84, 10}};
}

// The losses of the first batches, and what the epochs' losses become if the count of batches is not set back to 0:
// each mean is then divided by the epoch's number, too.
void show_losses(const std::vector<program::Epoch>& epochs) {
  std::cout << "\nthe losses of the first batches; ten equal scores cost ln 10 = 2.3026";
  const auto& first = epochs.front().first_batches;
  constexpr std::size_t in_a_row = 10;
  for (std::size_t i = 0; i < first.size(); ++i)
    std::cout << (i % in_a_row == 0 ? "\n  " : " ") << fmt::format("{:.4f}", first[i]);
  std::cout << "\nthe losses of the epochs, divided by 1, 2, 3, ...\n ";
  for (const auto& epoch : epochs) std::cout << fmt::format(" {:.4f}", epoch.loss / static_cast<double>(epoch.epoch));
  std::cout << '\n';
}

// How long the gradients of the weights are before the first step.
template <class Activation>
void show_first_gradients(const std::string& activation, const ImageDataset& images, const program::Arguments& args) {
  manual_seed(args.seed);  // the initial weights of the training, whatever the activation
  auto net = lenet<Activation>();
  show_gradient_lengths(activation, net, images.first(args.batch_size));
}

// The first images of the test set that the network takes for something else: their places, and what it takes them for.
struct Mistakes {
  std::vector<std::int64_t> places, predicted;
};
Mistakes first_mistakes(const Classifier& net, const FashionMnistLoader& test_iter, std::size_t most) {
  const NoGrad no_grad;
  const nn::Evaluation evaluation(net.module());
  Mistakes mistakes;
  std::int64_t place = 0;
  for (const auto& [X, y] : test_iter) {
    const auto labels = y.to_vector(), predicted = net.evaluate(X).argmax(1).to_vector();
    for (std::size_t i = 0; i < labels.size() && mistakes.places.size() < most; ++i, ++place) {
      if (predicted[i] == labels[i]) continue;
      mistakes.places.push_back(place);
      mistakes.predicted.push_back(predicted[i]);
    }
    if (mistakes.places.size() == most) break;
  }
  return mistakes;
}

void show_mistakes(plot::Figure& figure, const ImageDataset& test, const Mistakes& mistakes) {
  const auto at = tensor<std::int64_t>(mistakes.places, {std::ssize(mistakes.places)});
  const auto trues = names_of(test.labels().index_select(0, at), test.class_names());
  std::vector<std::string> titles;
  titles.reserve(trues.size());
  for (std::size_t i = 0; i < trues.size(); ++i)
    titles.push_back(trues[i] + "\n✗ " + test.class_names()[static_cast<std::size_t>(mistakes.predicted[i])]);
  show_images(figure, test.images().index_select(0, at), titles);
}

// What the network has learned: its kernels, what they make of the first test image, and where it errs.
void draw(nn::Sequential& net, const ImageDataset& test, const Mistakes& mistakes,
          const std::vector<program::Epoch>& epochs, const plot::Target& target) {
  const NoGrad no_grad;
  plot::Figure figure("LeNet: its training, its first kernels, maps of an image, and its first mistakes");
  plot_training(figure, epochs);
  show_maps(figure, nn::as<nn::Conv2d>(net[0]).weight(all, 0), "kernel", 6);
  auto X = test.first(1).first;
  for (std::size_t i = 0; i < 6; ++i) {
    X = nn::as<nn::Layer>(net[i])(X);
    if (i == 2 || i == 5) show_maps(figure, X[0], "map", i == 2 ? 6 : 8);
  }
  if (!mistakes.places.empty()) show_mistakes(figure, test, mistakes);
  figure.save(target);
}

}  // namespace

void lesson(const program::Arguments& args) {
  const auto [train_iter, test_iter] = load_data_fashion_mnist(args.batch_size, args.data_dir, args.limit);
  auto net = lenet<nn::Sigmoid>();
  show_layers(net, {1, 28, 28});

  optim::Adam trainer(net.parameters(), {.lr = args.lr});
  const auto epochs = train_ch5(net, train_iter, test_iter, trainer, args);
  program::save_record(args, epochs, {{"parameters", count_parameters(net)}});
  show_losses(epochs);

  std::cout << "\nhow long the gradients of the weights are at the start, from the first layer to the last\n";
  show_first_gradients<nn::Sigmoid>("sigmoid", train_iter.dataset(), args);
  show_first_gradients<nn::ReLU>("ReLU", train_iter.dataset(), args);

  std::cout << "\nhow often each was taken for each, in the test images\n";
  show_confusion(confusion(net, test_iter, 10), test_iter.dataset().class_names());
  if (args.plot) draw(net, test_iter.dataset(), first_mistakes(net, test_iter, 10), epochs, *args.plot);
}

int main(int argc, char** argv) {
  const auto options = program::Options("lenet", "LeNet: convolutions that learn to see clothes", "5.5")
                           .training({.epochs = 5, .batch_size = 256, .lr = 0.001})
                           .data()
                           .state()
                           .figure();
  return program::run(options, argc, argv, lesson);
}

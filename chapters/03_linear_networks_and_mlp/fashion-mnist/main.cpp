// 3.5 The image classification dataset: docs/03/fashion-mnist.md
#include <chrono>
#include <iostream>

#include <d2l/d2l.hpp>

using namespace d2l;

void lesson(const program::Arguments& args) {
  const auto [train_iter, test_iter] = load_data_fashion_mnist(args.batch_size, args.data_dir, args.limit);
  const auto& train = train_iter.dataset();
  std::cout << "found in " << find_fashion_mnist(args.data_dir).string() << '\n';
  std::cout << "training images " << to_string(train.images().shape()) << ", test images "
            << to_string(test_iter.dataset().images().shape()) << '\n';

  // The first images with their labels; the pixels are bytes as long as nobody computes with them.
  const auto n = std::min<std::int64_t>(10, train.size());
  const auto labels = get_fashion_mnist_labels(train.labels().slice(0, 0, n));
  std::cout << "the first labels:";
  for (const auto& label : labels) std::cout << ' ' << label << (&label == &labels.back() ? "\n" : ",");

  // A batch is a pair of tensors: float pixels from 0 to 1, and labels.
  const auto [X, y] = *train_iter.begin();
  std::cout << "a batch: X " << to_string(X.shape()) << ", y " << to_string(y.shape()) << '\n';

  // How long it takes to read all batches: training must not wait for its data.
  const auto start = std::chrono::steady_clock::now();
  std::int64_t batches = 0;
  Tensor<> last;
  for (const auto& [images, labels_of_batch] : train_iter) {
    check_interrupt();
    ++batches;
    last = images;
  }
  last(0, 0, 0, 0).item();  // a pixel of a GPU is there once all that was asked for before is
  const std::chrono::duration<double> seconds = std::chrono::steady_clock::now() - start;
  std::cout << batches << " batches read in " << seconds.count() << " s\n";
  program::save_record(args, {}, {{"batches", static_cast<double>(batches)}, {"seconds", seconds.count()}});

  if (!args.plot) return;
  plot::Figure figure("Fashion-MNIST: the first training images");
  show_images(figure, train.images().slice(0, 0, n), labels);
  figure.save(*args.plot);
}

int main(int argc, char** argv) {
  const auto options = program::Options("fashion-mnist", "The Fashion-MNIST images", "3.5")
                           .training({.batch_size = 256})
                           .data()
                           .figure();
  return program::run(options, argc, argv, lesson);
}

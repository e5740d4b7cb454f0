// The training of mlp-concise, of any width, for the clock: bench-mlp EPOCHS WIDTH BATCH FASHION_MNIST. Prints JSON as
// pytorch/programs.py does: the seconds of each epoch, and those to the end of the first batch.
#include <chrono>
#include <filesystem>
#include <string>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <d2l/d2l.hpp>
#include <d2l/program/start_up.hpp>

using namespace d2l;

namespace {

void train(std::int64_t epochs, std::int64_t width, std::int64_t batch_size, const std::filesystem::path& folder) {
  const auto [train_iter, test_iter] = load_data_fashion_mnist(batch_size, folder.parent_path(), std::nullopt);
  nn::Sequential net{nn::Flatten{}, normal_linear(784, width), nn::ReLU{}, normal_linear(width, 10)};
  const nn::CrossEntropyLoss loss{Reduction::none};
  constexpr double lr = 0.01;  // wide networks diverge at more, and it does not matter for the clock
  optim::SGD trainer(net.parameters(), {.lr = lr});

  std::vector<double> seconds;
  double start_up = 0, total = 0;
  std::int64_t right = 0;
  for (std::int64_t epoch = 0; epoch < epochs; ++epoch) {
    const auto start = std::chrono::steady_clock::now();
    for (const auto& [X, y] : train_iter) {
      const auto y_hat = net(X);
      const auto l = loss(y_hat, y);
      trainer.zero_grad();
      l.mean().backward();
      trainer.step();
      total += l.detach().sum().item();
      right += hits(y_hat.detach(), y).item();
      if (start_up == 0) start_up = program::seconds_since_start();
    }
    const std::chrono::duration<double> taken = std::chrono::steady_clock::now() - start;
    seconds.push_back(taken.count());
  }
  if (!std::isfinite(total)) throw DivergedError("bench-mlp: the loss is not finite");
  fmt::print("{{\"seconds\": [{}], \"start_up\": {}, \"hits\": {}}}\n", fmt::join(seconds, ", "), start_up, right);
}

}  // namespace

int main(int argc, char** argv) {
  return program::guard("bench-mlp", [&] {
    if (argc != 5) throw UsageError("usage: bench-mlp EPOCHS WIDTH BATCH FASHION_MNIST");
    train(std::stoll(argv[1]), std::stoll(argv[2]), std::stoll(argv[3]), argv[4]);
  });
}

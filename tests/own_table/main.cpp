// A reader's own network on a reader's own table: Adam, a schedule, clipping, files and a figure, by public names only.
#include <d2l/core/arma.hpp>
#include <d2l/d2l.hpp>

using namespace d2l;

struct TwoLayers : nn::Layer {
  nn::Linear hidden{3, 16}, output{16, 2};
  Tensor<> forward(const Tensor<>& X) override { return output(tanh(hidden(X))); }
  void visit(nn::Visitor& v) override { v("hidden", hidden), v("output", output); }
};

void lesson(const program::Arguments& args) {
  arma::fmat table;  // three features and a class in each row
  if (!table.load("table.csv", arma::csv_ascii)) throw FileError("table.csv: there is no such table here");
  const auto all_columns = from_arma(table);
  const TensorDataset examples(all_columns(all, Slice{0, 3}).clone(), all_columns(all, 3).to<std::int64_t>());
  const DataLoader train_iter(examples, args.batch_size, Order::sampled), test_iter(examples, args.batch_size);

  TwoLayers net;
  optim::Adam trainer(net.parameters(), {.lr = args.lr});
  const optim::WarmUp schedule{.steps = 10,
                               .after = optim::CosineAnnealingLR{.steps = args.epochs * train_iter.size()}};
  const TrainingHooks hooks{.before_batch = [&](std::int64_t step) { trainer.scale_lr(schedule(step)); },
                            .before_step = [&] { optim::clip_grad_norm_(net.parameters(), 1); }};
  const auto epochs =
      train_ch3(net, train_iter, test_iter, nn::CrossEntropyLoss{Reduction::none}, {net, trainer}, args, hooks);
  program::save_record(args, epochs);
  if (!args.plot) return;
  plot::Figure figure("a table of one's own");
  plot_training(figure, epochs);
  figure.save(*args.plot);
}

int main(int argc, char** argv) {
  const auto options = program::Options("own-table", "A network on a table of one's own", "3.10")
                           .training({.epochs = 8, .batch_size = 20, .lr = 0.02})
                           .state()
                           .figure();
  return program::run(options, argc, argv, lesson);
}

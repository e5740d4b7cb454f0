// 4.5 Reading and writing: docs/04/read-write.md
#include <filesystem>
#include <ranges>

#include <d2l/book/steps.hpp>
#include <d2l/d2l.hpp>
#include <d2l/io/npy.hpp>
#include <d2l/io/npz.hpp>
#include <d2l/io/safetensors.hpp>
#include <d2l/system/temporary_folder.hpp>

using namespace d2l;

namespace {

void exchange_tensors(const TemporaryFolder& folder) {
  headline("A tensor");
  const auto x = ones({3}), y = zeros({4});
  DO(save_npy(folder / "x.npy", x));
  SHOW(load_npy(folder / "x.npy"));

  headline("A list of tensors");
  DO(save_npz(folder / "list.npz", numbered({x, y})));
  for (const auto& [name, tensor] : load_npz(folder / "list.npz"))
    std::cout << "  " << name << ": " << to_string(tensor) << '\n';

  headline("Tensors by name");
  DO(save_safetensors(folder / "map.safetensors", {{"x", x}, {"y", y}}));
  SHOW(get(load_safetensors(folder / "map.safetensors"), "y"));
  SHOW_ERROR(get(load_safetensors(folder / "map.safetensors"), "z"));
}

struct MLP : nn::Layer {
  nn::Linear hidden{3, 2};
  nn::ReLU act;
  nn::Linear output{2, 1};

  Tensor<> forward(const Tensor<>& X) override { return output(act(hidden(X))); }
  void visit(nn::Visitor& v) override {
    v("hidden", hidden);
    v("act", act);
    v("output", output);
  }
};

void exchange_states(const TemporaryFolder& folder, program::Results& results) {
  headline("The state of a model: its numbers, by name");
  MLP net;
  for (const auto& [name, tensor] : net.state_dict()) std::cout << name << '\n' << to_string(tensor) << '\n';
  const auto X = randn({2, 3}), Y = net(X);
  const auto file = folder / "mlp.safetensors";
  DO(save_safetensors(file, net.state_dict()));
  results.emplace_back("output", Y.to_vector());

  headline("The class is code, and not in the file: make the same net, and load its state");
  MLP net2;
  SHOW(abs(net2(X) - Y).max().item() == 0);
  DO(net2.load_state_dict(load_safetensors(file)));
  SHOW(abs(net2(X) - Y).max().item() == 0);
  nn::Sequential other{nn::Linear{3, 4}};
  SHOW_ERROR(other.load_state_dict(load_safetensors(file)));

  headline("A damaged file is refused as a whole");
  std::filesystem::resize_file(file, std::filesystem::file_size(file) - 1);
  try {
    load_safetensors(file);
  } catch (const FormatError& error) {
    std::cout << "error: " << std::string(error.what()).substr(file.parent_path().string().size() + 1) << '\n';
  }
}

// A training with all that its next step depends on.
struct Run {
  nn::Sequential net{nn::Linear{8, 16}, nn::ReLU{}, nn::Dropout{0.5}, nn::Linear{16, 1}};
  optim::SGD trainer{net.parameters(), {.lr = 0.01, .momentum = 0.9}};
  std::int64_t epoch = 0;

  // Loops over the batches and returns the loss over all examples, then without dropout.
  double train_epoch(const Tensor<>& X, const Tensor<>& y) {
    const nn::MSELoss loss;
    net.train();
    for (const auto& [X_batch, y_batch] : DataLoader(TensorDataset(X, y), 16, Order::sampled)) {
      trainer.zero_grad();
      loss(net(X_batch), y_batch).backward();
      trainer.step();
    }
    ++epoch;
    net.eval();
    const NoGrad no_grad;
    return loss(net(X), y).item();
  }

  void save(const std::filesystem::path& file) {
    const auto generator = default_generator().state();
    NamedTensors state{{"epoch", tensor<std::int64_t>(epoch)},
                       {"generator", tensor<std::uint8_t>(generator, {std::ssize(generator)})}};
    for (const auto& [name, x] : net.state_dict()) state.emplace_back("net." + name, x);
    for (const auto& [name, x] : trainer.state_dict()) state.emplace_back("trainer." + name, x);
    save_safetensors(file, state);
  }

  void load(const std::filesystem::path& file) {
    NamedTensors of_net, of_trainer;
    const auto state = load_safetensors(file);
    for (const auto& [name, x] : state) {
      if (name.starts_with("net.")) of_net.emplace_back(name.substr(4), x);
      if (name.starts_with("trainer.")) of_trainer.emplace_back(name.substr(8), x);
    }
    net.load_state_dict(of_net);
    trainer.load_state_dict(of_trainer);
    epoch = get<std::int64_t>(state, "epoch").item();
    default_generator().set_state(get<std::uint8_t>(state, "generator").to_vector());
  }
};

void resume(const TemporaryFolder& folder, const program::Arguments& args, program::Results& results) {
  headline("A whole training: stopped after epoch 2, and gone on with");
  constexpr std::int64_t epochs = 5, stop = 2;
  const auto X = randn({64, 8}), y = X.sum(1, keepdim);
  const auto file = folder / "run.safetensors", weights = folder / "weights.safetensors";

  std::vector<double> uninterrupted, resumed, weights_only;
  Run first;
  while (first.epoch < epochs) {
    uninterrupted.push_back(first.train_epoch(X, y));
    if (first.epoch == stop) {
      first.save(file);
      save_safetensors(weights, first.net.state_dict());
    }
  }
  manual_seed(args.seed + 1);  // as another process would have it
  Run second;
  second.load(file);
  while (second.epoch < epochs) resumed.push_back(second.train_epoch(X, y));

  // Whoever saves the weights alone loses the optimizer's momentum and the order of the batches.
  Run third;
  third.net.load_state_dict(load_safetensors(weights));
  for (auto epoch = stop; epoch < epochs; ++epoch) weights_only.push_back(third.train_epoch(X, y));

  std::cout << fmt::format("{:<8}{:>16}{:>16}{:>16}\n", "epoch", "uninterrupted", "resumed", "weights alone");
  for (std::size_t i = 0; i < uninterrupted.size(); ++i) {
    std::cout << fmt::format("{:<8}{:>16.9f}", i + 1, uninterrupted[i]);
    if (i >= stop) std::cout << fmt::format("{:>16.9f}{:>16.9f}", resumed[i - stop], weights_only[i - stop]);
    std::cout << '\n';
  }
  SHOW(std::ranges::equal(resumed, uninterrupted | std::views::drop(stop)));
  results.emplace_back("uninterrupted", uninterrupted);
  results.emplace_back("resumed", resumed);
}

}  // namespace

void lesson(const program::Arguments& args) {
  program::Results results;
  const TemporaryFolder folder;
  exchange_tensors(folder);
  exchange_states(folder, results);
  resume(folder, args, results);
  program::save_record(args, {}, results);
}

int main(int argc, char** argv) {
  return program::run(program::Options("read-write", "Tensors, models and trainings in files", "4.5"), argc, argv,
                      lesson);
}

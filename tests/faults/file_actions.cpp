#include <memory>
#include <span>
#include <stdexcept>
#include <string_view>

#include <d2l/d2l.hpp>
#include <d2l/data/part_file.hpp>
#include <d2l/io/npy.hpp>
#include <d2l/io/npz.hpp>
#include <d2l/io/safetensors.hpp>
#include <d2l/plot/graph.hpp>
#include <d2l/system/file.hpp>
#include <d2l/system/lock_file.hpp>

#include "action.hpp"
#include "fault.hpp"
#include "support/idx_files.hpp"
#include "support/same.hpp"
#include "support/small_training.hpp"

using namespace d2l;

namespace {

void expect(bool right) {
  if (!right) throw std::logic_error("other values than without a fault");
}

NamedTensors some_tensors() {
  return {{"numbers", arange<float>(2000)}, {"labels", arange<std::int64_t>(3)}, {"x", full<double>({2, 2}, 0.5)}};
}

// One epoch of a training, from the first to the last step.
void train(const program::Arguments& args) {
  train_small(args, [&](const nn::Linear& /*net*/, const Training& training) {
    expect(std::ssize(training.epochs()) == args.epochs);
  });
}

plot::Figure figure() {
  const std::vector<double> epochs{1, 2, 3}, losses{3, 2, 1};
  plot::Figure figure("Loss");
  figure.panel({.xlabel = "epoch"}).line(epochs, losses, "train");
  figure.images({1, 2}, {2, 2}, std::vector<std::uint8_t>(8, 99), {"a", "b"});
  return figure;
}

void lesson(const program::Arguments& args) {
  const auto [train_iter, test_iter] = load_data_fashion_mnist(args.batch_size, args.data_dir, args.limit);
  nn::Sequential net{nn::Flatten{}, normal_linear(784, 10)};
  const nn::CrossEntropyLoss loss{Reduction::none};
  optim::SGD trainer(net.parameters(), {.lr = args.lr});
  const auto epochs = train_ch3(net, train_iter, test_iter, loss, {net, trainer}, args);
  program::save_record(args, epochs);
  predict_ch3(net, test_iter, epochs, args, 2);
}

// A program from its command line to its exit status, which is all that may come out of it.
bool run_program(const std::vector<const char*>& words) {
  static const auto program = program::Options("training", "A training", "3.7")
                                  .training({.epochs = 1, .batch_size = 5, .lr = 0.1})
                                  .data()
                                  .state()
                                  .figure();
  int status = -1;
  try {
    status = program::run(program, static_cast<int>(words.size()), words.data(), lesson);
  } catch (...) {
    Injection::stop();
    throw std::logic_error("an exception comes out of program::run");
  }
  if (status != 0 && status != 1) throw std::logic_error("exit status " + std::to_string(status));
  return status == 0;
}

}  // namespace

std::vector<Action> file_actions(const std::string& folder) {
  const auto file = [folder](const std::string& name) { return folder + "/" + name; };
  const std::string text(10'000, 'x');

  // What is read.
  write_bytes(file("text"), text);
  save_npy(file("in.npy"), some_tensors()[0].second);
  save_npz(file("in.npz"), some_tensors());
  save_safetensors(file("in.safetensors"), some_tensors());
  auto saving = training_arguments(1), loading = training_arguments(1);
  saving.save = file("in.checkpoint");
  train(saving);
  saving.save = file("new.checkpoint");
  loading.load = file("in.checkpoint");
  write_small_fashion_mnist(folder, 6);
  write_bytes(file("in.lock"), "");

  const std::map<std::string, int> one_file{{"open", 1}, {"write", 3}, {"fsync", 1}, {"close", 1}, {"rename", 1}};
  auto recorded = training_arguments(1);
  recorded.record = file("new.json");
  recorded.settings = {{"lr", 0.1}, {"data_dir", std::string("data")}};
  const std::vector<program::Epoch> epochs{{.epoch = 1,
                                            .loss = 0.5,
                                            .train_acc = 0.5,
                                            .test_acc = {},
                                            .test_loss = {},
                                            .seconds = 1,
                                            .first_batches = {1, 2}}};

  std::vector<Action> actions;
  actions.push_back({.name = "write a file",
                     .run = [=] { return write_file_atomically(file("new.txt"), text), true; },
                     .writes = {"new.txt"},
                     .least = one_file});
  actions.push_back({.name = "read a file",
                     .run =
                         [=] {
                           expect(read_file(file("text"), text.size()).size() == text.size());
                           return true;
                         },
                     .least = {{"open", 1}, {"read", 4}}});
  actions.push_back(
      {.name = "save safetensors",
       .run = [=] { return save_safetensors(file("new.safetensors"), some_tensors(), {{"lr", "1"}}), true; },
       .writes = {"new.safetensors"},
       .least = one_file});
  actions.push_back({.name = "load safetensors",
                     .run =
                         [=] {
                           expect(same(load_safetensors(file("in.safetensors")), some_tensors()));
                           return true;
                         },
                     .least = {{"read", 3}}});
  actions.push_back({.name = "save npy",
                     .run = [=] { return save_npy(file("new.npy"), some_tensors()[0].second), true; },
                     .writes = {"new.npy"},
                     .least = one_file});
  actions.push_back({.name = "load npy",
                     .run =
                         [=] {
                           expect(same(load_npy(file("in.npy")), some_tensors()[0].second));
                           return true;
                         },
                     .least = {{"read", 3}}});
  actions.push_back({.name = "save npz",
                     .run = [=] { return save_npz(file("new.npz"), some_tensors()), true; },
                     .writes = {"new.npz"},
                     .least = one_file});
  actions.push_back({.name = "load npz",
                     .run =
                         [=] {
                           expect(same(load_npz(file("in.npz")), some_tensors()));
                           return true;
                         },
                     .least = {{"read", 3}}});
  actions.push_back({.name = "train, save a checkpoint",
                     .run = [=] { return train(saving), true; },
                     .writes = {"new.checkpoint"},
                     .least = {{"open", 1}, {"write", 1}, {"fsync", 1}, {"close", 1}, {"rename", 1}}});
  actions.push_back({.name = "load a checkpoint", .run = [=] { return train(loading), true; }, .least = {{"read", 2}}});
  actions.push_back({.name = "write a record",
                     .run =
                         [=] {
                           program::save_record(
                               recorded, epochs,
                               {{"w_norm", 0.3}, {"part", program::Results{{"text", std::string("text")}}}});
                           return true;
                         },
                     .writes = {"new.json"},
                     .least = {{"open", 1}, {"write", 1}, {"fsync", 1}, {"close", 1}, {"rename", 1}}});
  actions.push_back(
      {.name = "draw a figure",
       .run = [=] { return figure().save(file("new.svg")); },
       .writes = {"new.svg"},
       .least = {{"memfd_create", 3}, {"write a script", 2}, {"dup", 1}, {"spawn", 1}, {"wait4", 1}, {"rename", 1}}});
  actions.push_back({.name = "draw a graph",
                     .run = [=] { return plot::save_graph("digraph {a -> b}", file("new.svg")); },
                     .writes = {"new.svg"},
                     .least = {{"memfd_create", 3}, {"spawn", 1}, {"wait4", 1}, {"rename", 1}}});
  actions.push_back({.name = "keep what is downloaded",
                     .run =
                         [=] {
                           const LockFile lock(file("in.lock"));
                           lock.lock([] {});
                           PartFile part(file("new.txt"));
                           const auto bytes = std::as_bytes(std::span(text));
                           part.append(bytes.first(10));
                           part.append(bytes.subspan(10));
                           part.finish();
                           return true;
                         },
                     .writes = {"new.txt"},
                     .may_leave = "new.txt.part",
                     .least = {{"open", 2}, {"write", 4}, {"fsync", 1}, {"close", 1}, {"rename", 1}}});
  actions.push_back({.name = "read Fashion-MNIST",
                     .run =
                         [=] {
                           const FashionMnist data(FashionMnist::Split::train, folder);
                           expect(data.labels().to_vector() == std::vector<std::int64_t>{0, 3, 6, 9, 2, 5});
                           return true;
                         },
                     .least = {{"open", 2}, {"read", 4}}});
  const auto options = std::make_shared<const std::vector<std::string>>(std::vector<std::string>{
      "training", "--no-progress", "--threads=1", "--data-dir=" + folder, "--record=" + file("new.json"),
      "--save=" + file("new.safetensors"), "--plot=" + file("new.svg")});
  std::vector<const char*> words;
  for (const auto& option : *options) words.push_back(option.c_str());
  actions.push_back({.name = "a program's training",
                     .run = [options, words] { return run_program(words); },
                     .writes = {"new.json", "new.safetensors", "new.svg"},
                     .goes_on = true,
                     .least = {{"open", 10}, {"read", 8}, {"write", 10}, {"fsync", 3}, {"rename", 3}, {"spawn", 1}}});
  return actions;
}

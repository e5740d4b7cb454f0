// 4.1 Model construction: docs/04/model-construction.md
#include <d2l/book/steps.hpp>
#include <d2l/d2l.hpp>

using namespace d2l;

namespace {

// A network is a class: its layers are members, forward says how they work together, visit shows them to the library.
struct MLP : nn::Layer {
  nn::Linear hidden{784, 256};
  nn::ReLU act;
  nn::Linear output{256, 10};

  Tensor<> forward(const Tensor<>& X) override { return output(act(hidden(X))); }
  void visit(nn::Visitor& v) override {
    v("hidden", hidden);
    v("act", act);
    v("output", output);
  }
};

// Sequential, written anew: modules in the order in which they are given, each called with what the one before gave.
struct MySequential : nn::Layer {
  nn::ModuleList layers;

  explicit MySequential(nn::ModuleList modules) : layers(std::move(modules)) {}
  Tensor<> forward(const Tensor<>& X) override {
    auto Y = X;
    for (const auto& layer : layers) Y = layer(Y);
    return Y;
  }
  void visit(nn::Visitor& v) override { layers.visit(v); }
};

// Anything goes in forward: numbers that are never trained, a layer used twice, loops and branches on values.
struct FancyMLP : nn::Layer {
  nn::Buffer rand_weight = rand({20, 20});
  nn::Linear linear{20, 20};

  Tensor<> forward(const Tensor<>& X) override {
    auto Y = linear(X);
    Y = relu(mm(Y, rand_weight) + 1);
    Y = linear(Y);
    while (Y.norm().item() > 1) Y = Y / 2;
    if (Y.norm().item() < 0.8) Y = Y * 10;
    return Y.sum();
  }
  void visit(nn::Visitor& v) override {
    v("rand_weight", rand_weight);
    v("linear", linear);
  }
};

// A module may hold any other one.
struct NestMLP : nn::Layer {
  nn::Sequential net{nn::Linear{40, 30}, nn::ReLU{}};

  Tensor<> forward(const Tensor<>& X) override { return net(X); }
  void visit(nn::Visitor& v) override { v("net", net); }
};

void inherit_from_module(program::Results& results) {
  headline("A class of one's own");
  Tensor<> X, Y;
  SHOW((X = rand({2, 784})).shape());
  MLP net;
  SHOW(net);
  SHOW(Y = net(X));
  results.emplace_back("mlp", Y.to_vector());
}

void use_containers(program::Results& results) {
  headline("Sequential, written anew, and the library's");
  Tensor<> Y;
  const auto X = rand({2, 784});
  MySequential mine(nn::ModuleList{nn::Linear{784, 256}, nn::ReLU{}, nn::Linear{256, 10}});
  SHOW(mine);
  SHOW(Y = mine(X));
  results.emplace_back("my_sequential", Y.to_vector());
  nn::Sequential net{nn::Linear{784, 256}, nn::ReLU{}, nn::Linear{256, 10}};
  SHOW(net);
  DO(net.load_state_dict(mine.state_dict()));
  SHOW(abs(net(X) - Y).max());

  headline("ModuleList: modules in a row, which one joins as one likes");
  nn::ModuleList list{nn::Linear{784, 256}, nn::ReLU{}};
  DO(list.append(nn::Linear{256, 10}));
  SHOW(list[2]);
  SHOW(list);

  headline("ModuleDict: modules by name");
  nn::ModuleDict dict{{"linear", nn::Linear{784, 256}}, {"act", nn::ReLU{}}};
  DO(dict.insert("output", nn::Linear{256, 10}));
  SHOW(dict["linear"]);
  SHOW(dict);
}

void build_complex_models(program::Results& results) {
  headline("Constants, reuse, loops and branches");
  Tensor<> X, Y;
  X = rand({2, 20});
  FancyMLP fancy;
  SHOW(fancy);
  SHOW(Y = fancy(X));
  results.emplace_back("fancy", Y.item());
  SHOW(fancy.named_parameters().size());  // weight and bias: the constants are not among them
  SHOW(fancy.state_dict().size());        // but they are part of the state

  headline("Nesting");
  nn::Sequential net{NestMLP{}, nn::Linear{30, 20}, FancyMLP{}};
  X = rand({2, 40});
  SHOW(net);
  SHOW(Y = net(X));
  results.emplace_back("nested", Y.item());

  headline("A copy is a network of its own");
  auto copy = net;
  DO(nn::init::zeros_(copy.get_parameter("1.weight")));
  SHOW(copy(X).item() == net(X).item());
  SHOW(net(X).item() == Y.item());
}

}  // namespace

void lesson(const program::Arguments& args) {
  program::Results results;
  inherit_from_module(results);
  use_containers(results);
  build_complex_models(results);
  program::save_record(args, {}, results);
}

int main(int argc, char** argv) {
  return program::run(program::Options("model-construction", "Networks from modules", "4.1"), argc, argv, lesson);
}

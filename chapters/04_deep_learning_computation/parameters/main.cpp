// 4.2 Access, initialization and sharing of parameters: docs/04/parameters.md
#include <d2l/book/steps.hpp>
#include <d2l/d2l.hpp>

using namespace d2l;

namespace {

void show_parameters(nn::Module& module) {
  for (const auto& [name, parameter] : module.named_parameters())
    std::cout << "  " << name << ' ' << to_string(parameter.shape()) << '\n';
}

// Evenly distributed from -10 to 10, but 0 in place of what lies between -5 and 5.
void init_weight_(const Tensor<>& x) {
  const NoGrad no_grad;
  x.uniform_(-10, 10);
  x *= (abs(x) >= 5).to<float>();
}

void access(program::Results& results) {
  headline("Access, all at once, by layer or by name");
  nn::Sequential net{nn::Linear{4, 8}, nn::ReLU{}, nn::Linear{8, 1}};
  SHOW(net);
  const auto X = rand({2, 4});
  const auto Y = net(X).sum();
  DO(show_parameters(net));
  DO(show_parameters(net[0]));
  SHOW(nn::as<nn::Linear>(net[0]).weight);
  SHOW(net.get_parameter("2.bias"));
  SHOW_ERROR(net.get_parameter("2.bais"));
  SHOW_ERROR(nn::as<nn::Linear>(net[1]).weight);

  headline("A parameter has its gradient after backward, not before");
  const auto& weight = nn::as<nn::Linear>(net[0]).weight;
  SHOW(weight.grad().defined());
  DO(Y.backward());
  SHOW(weight.grad());
  results.emplace_back("weight", weight.to_vector());
  results.emplace_back("grad", weight.grad().to_vector());
}

void initialize(program::Results& results) {
  headline("Initialization: the library's, on every Linear");
  nn::Sequential net{nn::Linear{4, 3}, nn::ReLU{}, nn::Linear{3, 1}};
  const auto init_normal = [](nn::Module& module) {
    if (const auto* const linear = dynamic_cast<nn::Linear*>(&module)) {
      nn::init::normal_(linear->weight, 0, 0.01);
      nn::init::zeros_(linear->bias);
    }
  };
  DO(net.apply(init_normal));
  SHOW(net.get_parameter("0.weight"));
  SHOW(net.get_parameter("0.bias"));
  results.emplace_back("normal", net.get_parameter("0.weight").to_vector());

  headline("... another one for each layer");
  DO(nn::init::xavier_uniform_(net.get_parameter("0.weight")));
  DO(nn::init::constant_(net.get_parameter("2.weight"), 42));
  SHOW(net.get_parameter("0.weight"));
  SHOW(net.get_parameter("2.weight"));
  results.emplace_back("xavier", net.get_parameter("0.weight").to_vector());

  headline("... and one's own");
  for (const auto& [name, parameter] : net.named_parameters())
    if (name.ends_with("weight")) init_weight_(parameter);
  SHOW(net.get_parameter("0.weight"));
  results.emplace_back("own", net.get_parameter("0.weight").to_vector());
  SHOW(net.get_parameter("0.bias").data() += 1);  // through data(), past the tape

  headline("A parameter without requires_grad is not trained");
  nn::as<nn::Linear>(net[0]).weight.requires_grad_(false);
  net(ones({1, 4})).sum().backward();
  SHOW(nn::as<nn::Linear>(net[0]).bias.grad().defined());
  SHOW(nn::as<nn::Linear>(net[0]).weight.requires_grad());
}

void share(program::Results& results) {
  headline("Sharing: one module in two places is one parameter");
  const auto linear = std::make_shared<nn::Linear>(1, 1, false);
  nn::Sequential net{linear, linear};
  SHOW(net);
  DO(nn::init::constant_(linear->weight, 3));
  DO(show_parameters(net));
  SHOW(&net[0] == &net[1]);
  Tensor<> y;
  SHOW(y = net(ones({1, 1})).sum());  // 3 · 3 · 1
  DO(y.backward());
  SHOW(linear->weight.grad());  // both places add theirs: 3 + 3
  results.emplace_back("shared", y.item());
  results.emplace_back("shared_grad", linear->weight.grad().item());

  headline("What is given by value is copied: two modules");
  nn::Sequential two{*linear, *linear};
  DO(show_parameters(two));

  headline("A copy of a net shares within itself, and nothing with the original");
  auto copy = net;
  SHOW(&copy[0] == &copy[1]);
  SHOW(&copy[0] == &net[0]);
}

}  // namespace

void lesson(const program::Arguments& args) {
  program::Results results;
  access(results);
  initialize(results);
  share(results);
  program::save_record(args, {}, results);
}

int main(int argc, char** argv) {
  return program::run(program::Options("parameters", "Parameters: access, initialization, sharing", "4.2"), argc, argv,
                      lesson);
}

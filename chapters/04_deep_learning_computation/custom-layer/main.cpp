// 4.4 Custom layers: docs/04/custom-layer.md
#include <d2l/book/steps.hpp>
#include <d2l/d2l.hpp>

using namespace d2l;

namespace {

// A layer without parameters.
struct CenteredLayer : nn::Layer {
  Tensor<> forward(const Tensor<>& X) override { return X - X.mean(); }
};

// A layer with parameters: whatever is a Parameter and is shown in visit is found, trained, saved and copied.
struct MyLinear : nn::Layer {
  nn::Parameter weight, bias;

  MyLinear(std::int64_t in, std::int64_t out) : weight(randn({in, out})), bias(randn({out})) {}
  Tensor<> forward(const Tensor<>& X) override { return matmul(X, weight) + bias; }
  void visit(nn::Visitor& v) override {
    v("weight", weight);
    v("bias", bias);
  }
};

// Several parameters in a row.
struct MyListDense : nn::Layer {
  nn::ParameterList params{randn({4, 4}), randn({4, 4}), randn({4, 4})};

  MyListDense() { params.append(randn({4, 1})); }
  Tensor<> forward(const Tensor<>& X) override {
    auto Y = X;
    for (const auto& parameter : params) Y = mm(Y, parameter);
    return Y;
  }
  void visit(nn::Visitor& v) override { v("params", params); }
};

// Parameters by name. A forward with more arguments stands beside the one that every module has.
struct MyDictDense : nn::Layer {
  nn::ParameterDict params{{"linear1", randn({4, 4})}, {"linear2", randn({4, 1})}};

  MyDictDense() { params.insert("linear3", randn({4, 2})); }
  Tensor<> forward(const Tensor<>& X, const std::string& choice) const { return mm(X, params[choice]); }
  Tensor<> forward(const Tensor<>& X) override { return forward(X, "linear1"); }
  void visit(nn::Visitor& v) override { v("params", params); }
};

}  // namespace

void lesson(const program::Arguments& args) {
  program::Results results;

  headline("Without parameters");
  CenteredLayer layer;
  SHOW(layer(tensor({1, 2, 3, 4, 5})));
  nn::Sequential centered{nn::Linear{8, 128}, CenteredLayer{}};
  Tensor<> Y;
  Y = centered(rand({4, 8}));
  SHOW(Y.mean().item());  // 0, up to rounding
  results.emplace_back("centered", Y[0].to_vector());

  headline("With parameters");
  MyLinear linear(5, 3);
  SHOW(linear.weight);
  SHOW(Y = linear(rand({2, 5})));
  results.emplace_back("linear", Y.to_vector());

  headline("With a list of parameters");
  MyListDense list;
  SHOW(list);
  SHOW(Y = list(ones({1, 4})));
  results.emplace_back("list", Y.to_vector());

  headline("With parameters by name");
  MyDictDense dict;
  SHOW(dict);
  SHOW(Y = dict.forward(ones({1, 4}), "linear1"));
  results.emplace_back("linear1", Y.to_vector());
  SHOW(Y = dict.forward(ones({1, 4}), "linear2"));
  results.emplace_back("linear2", Y.to_vector());
  SHOW(Y = dict.forward(ones({1, 4}), "linear3"));
  results.emplace_back("linear3", Y.to_vector());
  SHOW_ERROR(dict.forward(ones({1, 4}), "linear4"));

  headline("Layers of one's own stand in a Sequential as any others");
  nn::Sequential net{MyDictDense{}, MyListDense{}};
  SHOW(net);
  SHOW(Y = net(ones({1, 4})));
  results.emplace_back("sequential", Y.to_vector());

  program::save_record(args, {}, results);
}

int main(int argc, char** argv) {
  return program::run(program::Options("custom-layer", "Layers of one's own", "4.4"), argc, argv, lesson);
}

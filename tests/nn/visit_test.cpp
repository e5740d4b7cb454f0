#include <array>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include <boost/test/unit_test.hpp>

#include <d2l/autograd/grad_mode.hpp>
#include <d2l/core/generator.hpp>
#include <d2l/nn/dropout.hpp>
#include <d2l/nn/layers.hpp>
#include <d2l/nn/linear.hpp>
#include <d2l/nn/module_dict.hpp>
#include <d2l/nn/parameter_list.hpp>
#include <d2l/nn/sequential.hpp>
#include <d2l/ops/ops.hpp>
#include <d2l/optim/sgd.hpp>

#include "support/message_of.hpp"

using namespace d2l;

// Members that a visit forgets, in all the ways that come to mind, and modules that forget nothing.
namespace {

struct NoVisit : nn::Layer {
  nn::Linear first{2, 3};
  nn::Dropout drop;
  nn::Parameter scale = ones({3});
  Tensor<> forward(const Tensor<>& X) override { return drop(first(X)) * scale; }
};

struct Partly : nn::Layer {
  nn::Linear first{2, 3}, second{3, 3}, last{3, 1};
  Tensor<> forward(const Tensor<>& X) override { return last(second(first(X))); }
  void visit(nn::Visitor& v) override {
    v("first", first);
    v("last", last);
  }
};

// A module of one class of members M, which it does not show.
template <class M>
struct Hides : nn::Layer {
  nn::Linear shown{2, 2};
  M hidden;
  explicit Hides(M member) : hidden(std::move(member)) {}
  Tensor<> forward(const Tensor<>& X) override { return shown(X); }
  void visit(nn::Visitor& v) override { v("shown", shown); }
};

template <class M>
std::string message_for(M member) {
  return message_of<ValueError>([&] { Hides<M>(std::move(member)).parameters(); });
}

struct Complete : nn::Layer {
  nn::Linear layer{2, 2};
  Tensor<> forward(const Tensor<>& X) override { return layer(X); }
  void visit(nn::Visitor& v) override { v("layer", layer); }
};

struct Grandchild : Complete {
  nn::Linear another{2, 2};
  Tensor<> forward(const Tensor<>& X) override { return another(layer(X)); }
};

struct Base {
  virtual ~Base() = default;
  double numbers[3] = {};
};
struct OfTwoBases : nn::Layer, Base {
  nn::Linear layer{2, 2};
  nn::ReLU act;
  Tensor<> forward(const Tensor<>& X) override { return act(layer(X)); }
  void visit(nn::Visitor& v) override { v("layer", layer); }
};

// Layers that lie outside of the class.
template <class Layers>
struct Elsewhere : nn::Layer {
  Layers layers;
  explicit Elsewhere(Layers held) : layers(std::move(held)) {}
  Tensor<> forward(const Tensor<>& X) override {
    auto Y = X;
    for (auto& layer : layers) Y = call(layer, Y);
    return Y;
  }
  static Tensor<> call(nn::Layer& layer, const Tensor<>& X) { return layer(X); }
  static Tensor<> call(const std::shared_ptr<nn::Linear>& layer, const Tensor<>& X) { return (*layer)(X); }
  static Tensor<> call(const Tensor<>& factor, const Tensor<>& X) { return mm(X, factor); }
};

template <class M>
void expect_trained(M module, std::size_t parameters) {
  module.train();
  module(ones({2, 2})).sum().backward();
  module(ones({2, 2}));
  BOOST_TEST(module.parameters().size() == parameters);
  BOOST_TEST(module.state_dict().size() >= parameters);
  auto copy = module;
  copy(ones({2, 2}));
  BOOST_TEST(copy.parameters().size() == parameters);
  nn::Sequential net{std::move(copy), nn::ReLU{}};
  net(ones({2, 2}));
  BOOST_TEST(net.parameters().size() == parameters);
}

}  // namespace

BOOST_AUTO_TEST_SUITE(visit)

BOOST_AUTO_TEST_CASE(a_module_without_visit_that_has_members_is_refused_by_all_that_uses_it) {
  const std::string expected =
      "NoVisit: visit does not show 3 members: a Linear, a Dropout, a Parameter of shape (3,). What is not shown is "
      "not "
      "trained, saved or moved: add v(\"name\", name) to visit for each";
  const auto use = [&](auto f) {
    NoVisit net;
    BOOST_TEST(message_of<ValueError>([&] { f(net); }) == expected);
  };
  use([](auto& net) { net.parameters(); });
  use([](auto& net) { net.named_parameters(); });
  use([](auto& net) { net.get_parameter("scale"); });
  use([](auto& net) { net.state_dict(); });
  use([](auto& net) { net.load_state_dict({}); });
  use([](auto& net) { net.zero_grad(); });
  use([](auto& net) { net.eval(); });
  use([](auto& net) { net.to(Device{}); });
  use([](auto& net) { net(ones({1, 2})); });
  use([](auto& net) {
    const NoGrad no_grad;
    net(ones({1, 2}));
  });
  use([](auto& net) { optim::SGD(net.parameters(), {.lr = 1}); });
  use([](auto& net) { nn::Sequential{nn::ReLU{}, net}.parameters(); });
  use([](auto& net) { nn::ModuleDict{{"a", nn::Sequential{net}}}.state_dict(); });
  use([](auto& net) { std::make_unique<NoVisit>(net)->parameters(); });
}

BOOST_AUTO_TEST_CASE(a_member_that_is_left_out_is_told_with_the_one_before_it) {
  BOOST_TEST(message_of<ValueError>([] {
               Partly().parameters();
             }).starts_with("Partly: visit does not show a member: a Linear after 'first'. "));
  BOOST_TEST(message_for(nn::Dropout{}).starts_with("Hides: visit does not show a member: a Dropout after 'shown'. "));
  BOOST_TEST(message_for(nn::Parameter(zeros({4, 1}))).find("a Parameter of shape (4, 1) after 'shown'") !=
             std::string::npos);
  BOOST_TEST(message_for(nn::Buffer(zeros({}))).find("a Buffer of shape ()") != std::string::npos);
  BOOST_TEST(message_for(nn::Sequential{nn::Linear{1, 1}}).find("a member: a Sequential") != std::string::npos);
  BOOST_TEST(message_for(nn::ParameterList{ones({1})}).find("a ParameterList") != std::string::npos);
  BOOST_TEST(message_for(nn::LazyLinear{3}).find("a LazyLinear") != std::string::npos);
  BOOST_TEST(message_for(std::array<nn::Linear, 2>{nn::Linear{1, 1}, nn::Linear{1, 1}}).find("2 members: a Linear") !=
             std::string::npos);
  BOOST_TEST(message_for(std::optional<nn::ReLU>(nn::ReLU{})).find("a ReLU") != std::string::npos);
  BOOST_TEST(message_for(Complete{}).find("a Complete after 'shown'") != std::string::npos);
  BOOST_TEST(message_for(std::pair<int, nn::Parameter>(1, ones({2}))).find("(2,)") != std::string::npos);
  // The class that forgets is told, not one that holds it.
  struct Outer : nn::Module {
    Partly inner;
    void visit(nn::Visitor& v) override { v("inner", inner); }
  };
  BOOST_TEST(message_of<ValueError>([] { Outer().state_dict(); }).starts_with("Partly: "));
  BOOST_TEST(message_of<ValueError>([] {
               Grandchild().parameters();
             }).starts_with("Grandchild: visit does not show a member: a Linear after 'layer'"));
  BOOST_TEST(message_of<ValueError>([] {
               OfTwoBases().parameters();
             }).starts_with("OfTwoBases: visit does not show a member: a ReLU after 'layer'"));
}

BOOST_AUTO_TEST_CASE(a_copy_and_one_that_has_moved_are_looked_at_too) {
  const Partly net;
  auto copy = net;
  BOOST_CHECK_THROW(copy.parameters(), ValueError);
  auto moved = std::move(copy);
  BOOST_CHECK_THROW(moved.state_dict(), ValueError);
  Hides<std::optional<nn::Linear>> late(std::nullopt);
  BOOST_TEST(late.parameters().size() == 2);
  late.hidden.emplace(1, 1);
  BOOST_CHECK_THROW(late.parameters(), ValueError);
  late.hidden.reset();
  BOOST_TEST(late.parameters().size() == 2);
}

BOOST_AUTO_TEST_CASE(what_lies_elsewhere_is_found_by_the_first_call) {
  const auto told = [](auto layers) {
    Elsewhere<decltype(layers)> module(std::move(layers));
    return message_of<ValueError>([&] { module(ones({1, 2})); });
  };
  BOOST_TEST(
      told(std::vector<nn::Linear>{nn::Linear{2, 3}, nn::Linear{3, 1}})
          .starts_with("Elsewhere: forward computes with 4 tensors that require grad and that no visit shows, of "
                       "shape (1, 3) and (1,) and (3, 2) and (3,). "));
  BOOST_TEST(told(std::vector<std::shared_ptr<nn::Linear>>{std::make_shared<nn::Linear>(2, 5, false)})
                 .find("a tensor that requires grad and that no visit shows, of shape (5, 2)") != std::string::npos);
  BOOST_TEST(told(std::vector<nn::Parameter>{nn::Parameter(ones({2, 4}))}).find("of shape (2, 4)") !=
             std::string::npos);
  BOOST_TEST(told(std::array<Tensor<>, 1>{ones({2, 6}).requires_grad_()}).find("of shape (2, 6)") != std::string::npos);
  BOOST_TEST(told(std::vector<nn::Sequential>{nn::Sequential{nn::Linear{2, 2}}}).starts_with("Elsewhere: "));
  // In a net of others it is still the class that forgets that is told; the first call may come after many without
  // grad.
  nn::Sequential net{nn::Linear{3, 2}, Elsewhere(std::vector<nn::Linear>{nn::Linear{2, 1}})};
  {
    const NoGrad no_grad;
    for (int i = 0; i < 3; ++i) net(ones({1, 3}));
  }
  BOOST_TEST(message_of<ValueError>([&] { net(ones({1, 3})); }).starts_with("Elsewhere: "));
}

BOOST_AUTO_TEST_CASE(what_needs_no_visit_is_no_fault) {
  struct Plain : Complete {
    Tensor<> constant = ones({2, 2}), nothing;
    Tensor<std::int64_t> labels = zeros<std::int64_t>({3});
    nn::Parameter not_yet;
    std::optional<nn::Linear> head;
    Generator generator{7};
    std::vector<int> sizes{1, 2, 3};
    std::string text = "text";
    std::function<Tensor<>(const Tensor<>&)> f = [c = constant](const Tensor<>& X) { return X + c; };
    std::unique_ptr<nn::Linear> unused = std::make_unique<nn::Linear>(1, 1);
    int calls = 0;
    Plain() = default;
    Plain(const Plain& other) : Complete(other), constant(other.constant), calls(other.calls) {}
    Plain(Plain&&) = default;
    Tensor<> forward(const Tensor<>& X) override {
      ++calls;
      return nn::ReLU{}(f(layer(X)) * constant);
    }
  };
  expect_trained(Plain(), 2);
  // Neighbours on the stack are no members.
  const nn::Linear before{1, 1};
  Complete module;
  const nn::Linear after{1, 1};
  BOOST_TEST(module.parameters().size() == 2);
}

BOOST_AUTO_TEST_CASE(members_may_be_shown_in_other_ways) {
  struct ByTheirVisit : nn::Layer {
    nn::Sequential layers{nn::Linear{2, 2}, nn::ReLU{}};
    nn::ModuleList none;
    nn::ParameterDict no_parameters;
    Complete inner;
    Tensor<> forward(const Tensor<>& X) override { return inner(layers(X)); }
    void visit(nn::Visitor& v) override {
      layers.visit(v);
      none.visit(v);
      no_parameters.visit(v);
      v("inner.layer", inner.layer);
    }
  };
  expect_trained(ByTheirVisit(), 4);
  struct ByBase : Complete {
    nn::Linear more{2, 2};
    Tensor<> forward(const Tensor<>& X) override { return more(Complete::forward(X)); }
    void visit(nn::Visitor& v) override {
      Complete::visit(v);
      v("more", more);
    }
  };
  expect_trained(ByBase(), 4);
  struct InAVector : nn::Layer {
    std::vector<nn::Linear> layers{nn::Linear{2, 2}, nn::Linear{2, 2}};
    Tensor<> forward(const Tensor<>& X) override { return layers[1](layers[0](X)); }
    void visit(nn::Visitor& v) override {
      for (std::size_t i = 0; i < layers.size(); ++i) v(std::to_string(i), layers[i]);
    }
  };
  expect_trained(InAVector(), 4);
}

BOOST_AUTO_TEST_CASE(what_another_module_shows_may_be_used) {
  // The weight of one layer, used by another below the same module.
  struct Transposed : nn::Layer {
    Tensor<> weight;
    explicit Transposed(Tensor<> other) : weight(std::move(other)) {}
    Tensor<> forward(const Tensor<>& X) override { return mm(X, weight); }
  };
  const auto shared = std::make_shared<nn::Linear>(4, 2, false);
  nn::Sequential tied{shared, Transposed(shared->weight)};
  tied(ones({1, 4})).sum().backward();
  BOOST_TEST(tied.parameters().size() == 1);
  // Alone, it trains nothing.
  BOOST_TEST(message_of<ValueError>([&] { Transposed(shared->weight)(ones({1, 2})); }).starts_with("Transposed: "));
}

BOOST_AUTO_TEST_CASE(what_was_computed_before_a_call_belongs_to_others) {
  // What a decoder remembers of an encoder, and the state of a recurrent one.
  struct Decoder : Complete {
    Tensor<> memory, state;
    Tensor<> forward(const Tensor<>& X) override { return state = tanh(layer(X) + memory + state); }
  };
  nn::Linear encoder{3, 2};
  const auto image = ones({1, 3}).requires_grad_();
  Decoder decoder;
  decoder.state = zeros({1, 2});
  decoder.memory = encoder(image * 2);
  const auto input = ones({1, 2}).requires_grad_();
  decoder(decoder(input)).sum().backward();
  BOOST_TEST(image.grad().defined());
  BOOST_TEST(input.grad().defined());
  BOOST_TEST(encoder.weight.grad().defined());
  // A layer that changes its input in place, one that gives its input back.
  struct InPlace : nn::Layer {
    Tensor<> forward(const Tensor<>& X) override { return X.relu_(); }
  };
  InPlace in_place;
  BOOST_TEST(in_place(input * 2).sum().item() == 4.0F);
  nn::Sequential nothing;
  BOOST_TEST(nothing(input).is(input));
}

BOOST_AUTO_TEST_CASE(modules_of_any_class_end_by_a_pointer_to_their_base) {
  struct alignas(64) Aligned : nn::Module {
    std::shared_ptr<int> held;
    float numbers[16] = {};
  };
  const auto held = std::make_shared<int>(1);
  for (int i = 0; i < 3; ++i) {
    auto module = std::make_unique<Aligned>();
    module->held = held;
    BOOST_TEST(module->parameters().empty());
    std::unique_ptr<nn::Module> base = std::move(module);
    std::unique_ptr<Base> other = std::make_unique<OfTwoBases>();
    BOOST_TEST(held.use_count() == 2);
  }
  BOOST_TEST(held.use_count() == 1);
  BOOST_CHECK_THROW((void)std::unique_ptr<nn::Module>(new nn::Dropout(2)), ValueError);
}

BOOST_AUTO_TEST_SUITE_END()

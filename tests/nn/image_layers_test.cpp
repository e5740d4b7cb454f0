// The layers of chapter 5 beside PyTorch's: fixtures/make_image_layers.py.
#include <functional>
#include <map>
#include <memory>

#include <d2l/autograd/backward.hpp>
#include <d2l/core/generator.hpp>
#include <d2l/nn/batch_norm.hpp>
#include <d2l/nn/convolution.hpp>
#include <d2l/nn/pooling.hpp>
#include <d2l/nn/sequential.hpp>
#include <d2l/ops/ops.hpp>

#include "support/fixtures.hpp"
#include "support/message_of.hpp"

using namespace d2l;

namespace {

template <class L>
std::shared_ptr<nn::Layer> made(L layer) {
  return std::make_shared<L>(std::move(layer));
}

// The layers of the fixture, by its names.
std::shared_ptr<nn::Layer> layer_of(const std::string& name) {
  const std::map<std::string, std::function<std::shared_ptr<nn::Layer>()>> layers{
      {"conv", [] { return made(nn::Conv2d{2, 4, 3}); }},
      {"conv with all options",
       [] {
         return made(
             nn::Conv2d{4, 6, {3, 2}, {.stride = {2, 1}, .padding = {2, 1}, .dilation = {1, 2}, .groups = 2}, false});
       }},
      {"transposed",
       [] { return made(nn::ConvTranspose2d{3, 4, 3, {.stride = 2, .padding = 1, .output_padding = 1}}); }},
      {"transposed in groups",
       [] { return made(nn::ConvTranspose2d{4, 6, {2, 3}, {.groups = 2, .dilation = 2}, false}); }},
      {"max", [] { return made(nn::MaxPool2d{3, {.stride = 2, .padding = 1}}); }},
      {"max of two sizes", [] { return made(nn::MaxPool2d{{2, 3}, {.ceil_mode = true}}); }},
      {"avg", [] { return made(nn::AvgPool2d{2}); }},
      {"adaptive", [] { return made(nn::AdaptiveAvgPool2d{{2, 3}}); }},
      {"norm of features", [] { return made(nn::BatchNorm1d{3}); }},
      {"norm of sequences", [] { return made(nn::BatchNorm1d{3, {.eps = 0.001, .momentum = 0.3}}); }},
      {"norm of images", [] { return made(nn::BatchNorm2d{3}); }},
      {"norm without numbers",
       [] { return made(nn::BatchNorm2d{3, {.affine = false, .track_running_stats = false}}); }}};
  return layers.at(name)();
}

std::vector<std::string> names_of(const NamedTensors& tensors) {
  std::vector<std::string> names;
  for (const auto& [name, x] : tensors) names.push_back(name);
  return names;
}

// What a layer is before and after its first batch.
template <class L>
void expect_lazy(L lazy, nn::Layer&& usual, const Shape& batch) {
  BOOST_TEST(to_string(lazy).starts_with("Lazy"));
  BOOST_CHECK_THROW(lazy.parameters(), ValueError);
  BOOST_CHECK_THROW(lazy(zeros({3})), ShapeError);
  lazy(rand(batch));
  BOOST_TEST(to_string(lazy) == to_string(usual));
  BOOST_TEST(names_of(lazy.state_dict()) == names_of(usual.state_dict()), boost::test_tools::per_element());
}

}  // namespace

BOOST_AUTO_TEST_SUITE(image_layers)

BOOST_AUTO_TEST_CASE(they_are_made_shown_and_computed_as_in_pytorch) {
  const auto layers = fixture("image_layers.json", "layers");
  for (const auto& [name, book] : layers.items()) BOOST_TEST_CONTEXT(name) {
      manual_seed(5);
      const auto layer = layer_of(name);
      Shape shape;
      for (const auto& size : book["shape"]) shape.push_back(size.get<std::int64_t>());
      const auto X = randn(shape).requires_grad_();
      expect_near(X.detach(), book["X"]);
      BOOST_TEST(to_string(*layer) == book["shown"].get<std::string>());
      const auto Y = (*layer)(X);
      expect_near(Y.detach(), book["Y"], 5e-6);
      square(Y).sum().backward();
      expect_near(X.grad(), book["dX"], 2e-5);
      const auto state = layer->state_dict();
      BOOST_REQUIRE_EQUAL(state.size(), book["state"].size());
      for (std::size_t i = 0; i < state.size(); ++i) {
        const auto& [its_name, numbers] = state[i];
        BOOST_TEST(its_name == book["state"][i][0].get<std::string>());
        const auto its_shape = shape_of(numbers);
        BOOST_TEST(
            std::vector(its_shape.begin(), its_shape.end()) == book["state"][i][1].get<std::vector<std::int64_t>>(),
            boost::test_tools::per_element());
        const auto sum = std::visit([](const auto& x) { return x.template to<double>().sum().item(); }, numbers);
        BOOST_CHECK_SMALL(sum - book["state"][i][2].get<double>(), 2e-6);
      }
      layer->eval();
      expect_near((*layer)(X).detach(), book["evaluated"], 5e-6);
    }
}

BOOST_AUTO_TEST_CASE(lazy_layers_learn_their_channels_from_the_first_batch) {
  expect_lazy(nn::LazyConv2d{4, 3, {.padding = 1, .groups = 2}}, nn::Conv2d{6, 4, 3, {.padding = 1, .groups = 2}},
              {2, 6, 5, 5});
  expect_lazy(nn::LazyConv2d{4, 3, {}, false}, nn::Conv2d{1, 4, 3, {}, false}, {2, 1, 5, 5});
  expect_lazy(nn::LazyConvTranspose2d{4, 2}, nn::ConvTranspose2d{3, 4, 2}, {2, 3, 5, 5});
  expect_lazy(nn::LazyBatchNorm1d{}, nn::BatchNorm1d{3}, {4, 3});
  expect_lazy(nn::LazyBatchNorm2d{{.momentum = 0.2}}, nn::BatchNorm2d{3, {.momentum = 0.2}}, {4, 3, 2, 2});
}

BOOST_AUTO_TEST_CASE(lazy_layers_take_their_channels_from_batches_that_they_take_only) {
  nn::LazyConv2d conv{4, 3};
  BOOST_CHECK_THROW(conv(zeros({8, 8})), ShapeError);
  BOOST_TEST(conv(zeros({3, 8, 8})).shape() == (Shape{4, 6, 6}));
  BOOST_TEST(conv(zeros({2, 3, 8, 8})).shape() == (Shape{2, 4, 6, 6}));
  nn::LazyBatchNorm2d norm;
  BOOST_CHECK_THROW(norm(zeros({4, 7})), ShapeError);
  BOOST_TEST(norm(zeros({2, 3, 8, 8})).shape() == (Shape{2, 3, 8, 8}));
}

BOOST_AUTO_TEST_CASE(a_lazy_convolution_draws_what_a_usual_one_does) {
  manual_seed(3);
  nn::Conv2d usual{2, 4, 3};
  manual_seed(3);
  nn::LazyConv2d lazy{4, 3};
  lazy(zeros({1, 2, 4, 4}));
  BOOST_TEST(lazy.weight.to_vector() == usual.weight.to_vector(), boost::test_tools::per_element());
  BOOST_TEST(lazy.bias.to_vector() == usual.bias.to_vector(), boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(wrong_layers_and_batches_are_refused) {
  BOOST_CHECK_THROW(nn::Conv2d(0, 1, 3), ValueError);
  BOOST_CHECK_THROW(nn::Conv2d(3, 4, 3, {.groups = 2}), ValueError);
  BOOST_CHECK_THROW(nn::ConvTranspose2d(4, 3, 3, {.groups = 2}), ValueError);
  BOOST_CHECK_THROW(nn::BatchNorm2d(0), ValueError);
  BOOST_CHECK_THROW(nn::BatchNorm1d(3)(zeros({2, 3, 4, 4})), ShapeError);
  BOOST_CHECK_THROW(nn::BatchNorm2d(3)(zeros({2, 3})), ShapeError);
  BOOST_TEST(message_of<ShapeError>([] {
               nn::Conv2d(3, 4, 3)(zeros({2, 1, 8, 8}));
             }).find("for 3 channels, not for 1") != std::string::npos);
}

// A batch of one image is enough where it has several pixels; of one vector it is not, but in use.
BOOST_AUTO_TEST_CASE(a_batch_of_one) {
  nn::BatchNorm2d of_images{2};
  BOOST_CHECK_NO_THROW(of_images(rand({1, 2, 3, 3})));
  nn::BatchNorm1d of_features{2};
  BOOST_CHECK_THROW(of_features(rand({1, 2})), ValueError);
  of_features.eval();
  BOOST_CHECK_NO_THROW(of_features(rand({1, 2})));
}

BOOST_AUTO_TEST_CASE(use_changes_no_statistics_and_a_copy_has_its_own) {
  nn::Sequential net{nn::Conv2d{1, 2, 3}, nn::BatchNorm2d{2}};
  auto& norm = nn::as<nn::BatchNorm2d>(net[1]);
  net(rand({4, 1, 5, 5}));
  const auto mean = norm.running_mean.clone();
  BOOST_TEST(norm.num_batches_tracked.item() == 1);
  auto copy = net;
  net.eval();
  net(rand({4, 1, 5, 5}));
  copy(rand({4, 1, 5, 5}));
  BOOST_TEST(norm.running_mean.to_vector() == mean.to_vector(), boost::test_tools::per_element());
  BOOST_TEST(nn::as<nn::BatchNorm2d>(copy[1]).num_batches_tracked.item() == 2);
}

BOOST_AUTO_TEST_CASE(the_buffers_are_listed_with_their_names) {
  const nn::Sequential net{nn::Conv2d{1, 2, 3}, nn::BatchNorm2d{2}};
  BOOST_TEST(names_of(net.named_buffers()) ==
                 (std::vector<std::string>{"1.running_mean", "1.running_var", "1.num_batches_tracked"}),
             boost::test_tools::per_element());
}

BOOST_AUTO_TEST_SUITE_END()

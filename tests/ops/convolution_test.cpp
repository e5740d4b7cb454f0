// The ops on images beside those of PyTorch (fixtures/make_convolution.py), and what convolutions keep for their
// gradients.
#include <functional>
#include <map>

#include <d2l/autograd/grad_mode.hpp>
#include <d2l/ops/ops.hpp>

#include "same_as_pytorch.hpp"

using namespace d2l;
using nlohmann::json;

namespace {

// A size as PyTorch's options have it: one number, or two.
Size2d size(const json& options, const char* name, std::int64_t otherwise = 1) {
  if (!options.contains(name)) return otherwise;
  const auto& value = options[name];
  if (value.is_number()) return value.get<std::int64_t>();
  return {value[0].get<std::int64_t>(), value[1].get<std::int64_t>()};
}

template <class T>
Tensor<T> called(const json& book, const List<T>& x) {
  const auto& options = book["options"];
  const auto b = x.size() > 2 ? x[2] : Tensor<T>();
  const auto kernel = size(options, "kernel_size"), output = size(options, "output_size"),
             stride = size(options, "stride"), padding = size(options, "padding", 0),
             dilation = size(options, "dilation");
  const auto told_stride = options.contains("stride") ? std::optional(stride) : std::nullopt;
  const auto groups = options.value("groups", std::int64_t{1});
  const auto ceil_mode = options.value("ceil_mode", false);
  const auto margins = options.value("pad", std::vector<std::int64_t>(4, 0));
  const std::map<std::string, std::function<Tensor<T>()>> ops{
      {"conv2d",
       [&] {
         return conv2d(x[0], x[1], b, {.stride = stride, .padding = padding, .dilation = dilation, .groups = groups});
       }},
      {"conv_transpose2d",
       [&] {
         return conv_transpose2d(x[0], x[1], b,
                                 {.stride = stride,
                                  .padding = padding,
                                  .output_padding = size(options, "output_padding", 0),
                                  .groups = groups,
                                  .dilation = dilation});
       }},
      {"unfold", [&] { return unfold(x[0], kernel, {.dilation = dilation, .padding = padding, .stride = stride}); }},
      {"fold",
       [&] { return fold(x[0], output, kernel, {.dilation = dilation, .padding = padding, .stride = stride}); }},
      {"max_pool2d",
       [&] {
         return max_pool2d(x[0], kernel,
                           {.stride = told_stride, .padding = padding, .dilation = dilation, .ceil_mode = ceil_mode});
       }},
      {"avg_pool2d",
       [&] {
         return avg_pool2d(x[0], kernel,
                           {.stride = told_stride,
                            .padding = padding,
                            .ceil_mode = ceil_mode,
                            .count_include_pad = options.value("count_include_pad", true)});
       }},
      {"adaptive_avg_pool2d", [&] { return adaptive_avg_pool2d(x[0], output); }},
      {"interpolate", [&] { return interpolate(x[0], size(options, "size")); }},
      {"pad",
       [&] { return pad(x[0], {margins[0], margins[1], margins[2], margins[3]}, options.value("value", 0.0)); }}};
  return ops.at(book["op"].get<std::string>())();
}

template <class T>
void expect_same(const json& book, double tolerance) {
  List<T> inputs;
  for (const auto& x : book["inputs"]) inputs.push_back(array<T>(x).requires_grad_());
  const auto y = called<T>(book, inputs);
  expect_equal(y, book["y"], tolerance);
  y.backward(array<T>(book["dy"]));
  for (std::size_t i = 0; i < inputs.size(); ++i) expect_equal(inputs[i].grad(), book["gradients"][i], tolerance);
}

Tensor<> leaf(const Shape& shape) { return ones(shape).requires_grad_(); }

}  // namespace

BOOST_AUTO_TEST_SUITE(convolution)

BOOST_AUTO_TEST_CASE(values_and_gradients_are_those_of_pytorch) {
  const auto books = fixture("convolution.json", "ops");
  for (const auto& book : books) BOOST_TEST_CONTEXT(book["op"] << ' ' << book["options"]) {
      expect_same<double>(book, 1e-12);
      expect_same<float>(book, 1e-5);
    }
  BOOST_TEST(books.size() > 30U);
}

// Patches of more than 64 MB are multiplied in parts.
BOOST_AUTO_TEST_CASE(many_patches_come_to_the_same_as_few) {
  const auto X = rand<double>({3, 1, 90, 90}).requires_grad_(), W = rand<double>({2, 1, 32, 32}).requires_grad_();
  const auto dY = rand<double>({3, 2, 59, 59});
  conv2d(X, W).backward(dY);
  const auto x = X.detach().to<float>().requires_grad_(), w = W.detach().to<float>().requires_grad_();
  const auto y = conv2d(x, w);
  y.backward(dY.to<float>());
  const NoGrad no_grad;
  BOOST_TEST(allclose(y.to<double>(), conv2d(X, W), 1e-5));
  BOOST_TEST(allclose(x.grad().to<double>(), X.grad(), 1e-5));
  BOOST_TEST(allclose(w.grad().to<double>(), W.grad(), 1e-5));
}

BOOST_AUTO_TEST_CASE(only_what_wants_a_gradient_gets_one) {
  for (const bool of_X : {true, false})
    for (const auto& op : {+[](const Tensor<>& X, const Tensor<>& W) { return conv2d(X, W); },
                           +[](const Tensor<>& X, const Tensor<>& W) { return conv_transpose2d(X, W); }}) {
      const auto X = ones({1, 2, 3, 3}).requires_grad_(of_X), W = ones({2, 2, 2, 2}).requires_grad_(!of_X);
      op(X, W).sum().backward();
      BOOST_TEST(X.grad().defined() == of_X);
      BOOST_TEST(W.grad().defined() == !of_X);
    }
  BOOST_TEST(!conv2d(ones({1, 1, 2, 2}), ones({1, 1, 1, 1}), ones({1})).requires_grad());
}

BOOST_AUTO_TEST_CASE(a_bias_alone_gets_the_sum_of_its_channel) {
  const auto b = leaf({2});
  conv2d(ones({3, 1, 4, 5}), ones({2, 1, 1, 1}), b).sum().backward();
  BOOST_TEST(b.grad().to_vector() == std::vector<float>({60, 60}), boost::test_tools::per_element());
}

// X is kept for dW, and W for dX; what is not needed may change.
BOOST_AUTO_TEST_CASE(a_change_of_what_is_kept_is_found) {
  const auto X = ones({1, 1, 3, 3}), W = ones({1, 1, 2, 2});
  const auto of_W = conv2d(X, leaf({1, 1, 2, 2})), of_X = conv2d(leaf({1, 1, 3, 3}), W);
  const auto again = conv2d(X, leaf({1, 1, 2, 2}));
  W.mul_(2);
  BOOST_CHECK_THROW(of_X.sum().backward(), AutogradError);
  of_W.sum().backward();
  X.mul_(2);
  BOOST_CHECK_THROW(again.sum().backward(), AutogradError);
}

BOOST_AUTO_TEST_CASE(a_change_of_what_is_not_kept_is_none_of_its_gradient) {
  const auto W = leaf({1, 1, 2, 2});
  const auto Y = conv2d(ones({1, 1, 3, 3}), W);
  {
    const NoGrad no_grad;
    W.mul_(2);
  }
  Y.sum().backward();
  const auto X = leaf({1, 1, 4, 4});
  const auto pooled = max_pool2d(X, 2) + avg_pool2d(X, 2) + interpolate(X, 2);
  {
    const NoGrad no_grad;
    X.mul_(2);
  }
  pooled.sum().backward();
  BOOST_TEST(X.grad().sum().item() == 12);
}

BOOST_AUTO_TEST_SUITE_END()

// Activations, losses and draws beside those of PyTorch: fixtures/make_layers.py.
#include <cmath>
#include <map>
#include <optional>

#include <d2l/ops/ops.hpp>
#include <d2l/ops/random.hpp>

#include "support/fixtures.hpp"

using namespace d2l;
using nlohmann::json;

namespace {

double number(const json& value) {
  return value.is_string() ? std::stod(value.get<std::string>()) : value.get<double>();
}
template <class T>
Tensor<T> numbers(const json& values, const Shape& shape) {
  std::vector<T> result;
  for (const auto& value : values) result.push_back(static_cast<T>(number(value)));
  return tensor<T>(result, shape);
}
// Those that may be missing.
Tensor<> weights(const json& values) {
  return values.is_null() ? Tensor<>() : numbers<float>(values, {std::ssize(values)});
}

template <class T>
void expect_equal(const Tensor<T>& x, const json& book, double tolerance) {
  const auto values = x.to_vector();
  BOOST_REQUIRE_EQUAL(values.size(), book.size());
  for (std::size_t i = 0; i < values.size(); ++i) {
    const auto value = static_cast<double>(values[i]), right = number(book[i]);
    const bool same = value == right || (std::isnan(value) && std::isnan(right));
    BOOST_TEST((same || std::abs(value - right) <= tolerance * std::max(1.0, std::abs(right))),
               "element " << i << " is " << value << ", not " << right);
  }
}

Reduction reduction(const json& name) {
  static const std::map<std::string, Reduction> reductions{
      {"none", Reduction::none}, {"mean", Reduction::mean}, {"sum", Reduction::sum}};
  return reductions.at(name.get<std::string>());
}

}  // namespace

BOOST_AUTO_TEST_SUITE(layers)

BOOST_AUTO_TEST_CASE(activations_are_those_of_pytorch) {
  for (const auto& book : fixture("layers.json", "activations")) BOOST_TEST_CONTEXT(book["name"] << book["options"]) {
      const auto x = numbers<double>(book["x"], {std::ssize(book["x"])}).requires_grad_();
      const auto& options = book["options"];
      const auto y = book["name"] == "gelu" ? gelu(x, options.contains("approximate") ? Gelu::tanh : Gelu::exact)
                                            : leaky_relu(x, options.value("negative_slope", 0.01));
      y.sum().backward();
      expect_equal(y, book["y"], 1e-15);
      expect_equal(x.grad(), book["dx"], 1e-15);
    }
}

BOOST_AUTO_TEST_CASE(losses_are_those_of_pytorch) {
  for (const auto& book : fixture("layers.json", "losses")) BOOST_TEST_CONTEXT(book.dump()) {
      const bool binary = book["name"] == "binary";
      const auto x = numbers<float>(book["x"], binary ? Shape{2, 3} : Shape{6, 4}).requires_grad_();
      const auto how = reduction(book["reduction"]);
      Tensor<> loss, y;
      if (binary) {
        y = numbers<float>(book["y"], {2, 3}).requires_grad_();
        loss = binary_cross_entropy_with_logits(x, y, how, weights(book["weight"]), weights(book["pos_weight"]));
      } else {
        const auto labels = tensor<std::int64_t>(book["labels"].get<std::vector<std::int64_t>>(), {6});
        const auto ignored = book["ignore_index"].is_null()
                                 ? std::nullopt
                                 : std::optional<std::int64_t>(book["ignore_index"].get<std::int64_t>());
        loss = book["name"] == "nll_loss" ? nll_loss(x, labels, how, ignored, weights(book["weight"]))
                                          : cross_entropy(x, labels, how, ignored, weights(book["weight"]));
      }
      loss.sum().backward();
      expect_equal(loss, book["loss"], 1e-6);
      expect_equal(x.grad(), book["dx"], 1e-6);
      if (binary) expect_equal(y.grad(), book["dy"], 1e-6);
    }
}

BOOST_AUTO_TEST_CASE(a_mean_over_no_example_is_nan) {
  const auto x = zeros({2, 3});
  BOOST_TEST(std::isnan(nll_loss(x, tensor<std::int64_t>({1, 1}), Reduction::mean, 1).item()));
  BOOST_TEST(nll_loss(x, tensor<std::int64_t>({1, 1}), Reduction::sum, 1).item() == 0);
}

BOOST_AUTO_TEST_CASE(what_is_ignored_counts_nothing_even_beside_an_infinity) {
  const auto x = tensor({-INFINITY, -1, -2, -3}).view({2, 2}).requires_grad_();
  const auto loss = nll_loss(x, tensor<std::int64_t>({0, 1}), Reduction::mean, 0);
  loss.backward();
  BOOST_TEST(loss.item() == 3);
  expect_equal(x.grad(), json({0, 0, 0, -1}), 0);
}

BOOST_AUTO_TEST_CASE(a_label_that_is_no_class_is_refused) {
  for (const std::int64_t label : {-1, 2, -100})
    BOOST_CHECK_THROW(nll_loss(zeros({1, 2}), tensor<std::int64_t>({label})), IndexError);
}

template <class T>
Tensor<std::int64_t> drawn(const json& draw) {
  const auto& sizes = draw["shape"];
  Shape shape;
  for (const auto& size : sizes) shape.push_back(size.get<std::int64_t>());
  const auto p = draw["transposed"].get<bool>() ? rand<T>({shape[1], shape[0]}).t() : rand<T>(shape);
  return multinomial(p, draw["n"].get<std::int64_t>(), draw["replacement"].get<bool>());
}

BOOST_AUTO_TEST_CASE(draws_by_probabilities_are_those_of_pytorch) {
  for (const auto& stream : fixture("layers.json", "multinomial")) {
    manual_seed(stream["seed"].get<std::uint64_t>());
    for (const auto& draw : stream["draws"]) BOOST_TEST_CONTEXT(draw.dump()) {
        const auto places = draw["type"] == "float64" ? drawn<double>(draw) : drawn<float>(draw);
        BOOST_TEST(places.to_vector() == draw["places"].get<std::vector<std::int64_t>>(),
                   boost::test_tools::per_element());
      }
  }
}

BOOST_AUTO_TEST_SUITE_END()

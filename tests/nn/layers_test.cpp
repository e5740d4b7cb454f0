#include <boost/test/unit_test.hpp>

#include <d2l/nn/layers.hpp>
#include <d2l/nn/sequential.hpp>
#include <d2l/ops/ops.hpp>

using namespace d2l;

BOOST_AUTO_TEST_SUITE(layers)

BOOST_AUTO_TEST_CASE(layers_without_parameters_call_their_op) {
  const auto x = tensor({-2, -0.5, 0, 1.5});
  const auto expect = [&](nn::Layer&& layer, const Tensor<>& right) {
    BOOST_TEST(layer(x).to_vector() == right.to_vector(), boost::test_tools::per_element());
  };
  expect(nn::LeakyReLU{}, leaky_relu(x, 0.01));
  expect(nn::LeakyReLU{0.2}, leaky_relu(x, 0.2));
  expect(nn::GELU{}, gelu(x));
  expect(nn::GELU{Gelu::tanh}, gelu(x, Gelu::tanh));
}

BOOST_AUTO_TEST_CASE(they_are_printed_as_in_pytorch) {
  BOOST_TEST(nn::LeakyReLU{}.extra_repr() == "negative_slope=0.01");
  BOOST_TEST(nn::LeakyReLU{0.2}.extra_repr() == "negative_slope=0.2");
  BOOST_TEST(nn::GELU{}.extra_repr() == "approximate='none'");
  BOOST_TEST(nn::GELU{Gelu::tanh}.extra_repr() == "approximate='tanh'");
}

BOOST_AUTO_TEST_CASE(a_network_is_made_of_them) {
  nn::Sequential net{nn::LeakyReLU{0.5}, nn::GELU{}};
  const auto x = tensor({-2, 1});
  BOOST_TEST(net(x).to_vector() == gelu(leaky_relu(x, 0.5)).to_vector(), boost::test_tools::per_element());
}

BOOST_AUTO_TEST_SUITE_END()

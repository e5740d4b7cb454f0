// Choosing and writing by masks and places, pieces and copies: corners that no record has.
#include <cmath>

#include <boost/test/unit_test.hpp>

#include <d2l/ops/ops.hpp>

using namespace d2l;

BOOST_AUTO_TEST_SUITE(places)

BOOST_AUTO_TEST_CASE(of_several_numbers_for_one_place_the_last_stays) {
  const auto x = zeros({1, 3}), source = tensor({1, 2, 3}).view({1, 3}).requires_grad_();
  auto y = x * 2;
  scatter_(y, 1, tensor<std::int64_t>({1, 1, 0}).view({1, 3}), source);
  BOOST_TEST(y.to_vector() == std::vector<float>({3, 2, 0}), boost::test_tools::per_element());
  y.backward(tensor({10, 20, 30}).view({1, 3}));  // as in PyTorch, the replaced number has its gradient, too
  BOOST_TEST(source.grad().to_vector() == std::vector<float>({20, 20, 10}), boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(a_tensor_may_be_its_own_source_and_index) {
  const auto x = tensor({1, 2, 3});
  index_add_(x, 0, tensor<std::int64_t>({2, 1, 0}), x);
  BOOST_TEST(x.to_vector() == std::vector<float>({4, 4, 4}), boost::test_tools::per_element());
  const auto i = tensor<std::int64_t>({1, 2, 0});
  scatter_(i, 0, i, i + 10);
  BOOST_TEST(i.to_vector() == std::vector<std::int64_t>({10, 11, 12}), boost::test_tools::per_element());
  const auto mask = tensor<bool>({true, false, true});
  masked_fill_(mask, mask, false);
  BOOST_TEST(!mask.to<std::int64_t>().sum().item());
}

BOOST_AUTO_TEST_CASE(whole_numbers_wrap_around) {
  const auto x = tensor<std::uint8_t>({200, 1});
  index_add_(x, 0, tensor<std::int64_t>({0}), tensor<std::uint8_t>({100}));
  BOOST_TEST(x.to<std::int64_t>()[0].item() == 44);
  const auto most = full<std::int64_t>({1}, INT64_MAX);
  scatter_add_(most, 0, tensor<std::int64_t>({0}), tensor<std::int64_t>({1}));
  BOOST_TEST(most.item() == INT64_MIN);
}

BOOST_AUTO_TEST_CASE(what_is_masked_gets_no_gradient_beside_an_infinity) {
  const auto x = tensor({1, 2}).requires_grad_();
  masked_fill(x, tensor<bool>({true, false}), 0).backward(tensor({INFINITY, 3}));
  BOOST_TEST(x.grad().to_vector() == std::vector<float>({0, 3}), boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(pieces_are_views_and_copies_are_none) {
  const auto x = arange<float>(6).view({2, 3});
  chunk(x, 2, 1)[1].fill_(9);
  unbind(x, 1)[0].fill_(8);
  BOOST_TEST(x.to_vector() == std::vector<float>({8, 1, 9, 8, 4, 9}), boost::test_tools::per_element());
  BOOST_TEST(chunk(zeros({0, 2}), 3).size() == 3U);
  BOOST_TEST(chunk(zeros({5}), 4).size() == 3U);
  BOOST_TEST((repeat(x, {1, 1}).storage() != x.storage()));
  BOOST_TEST((repeat(ones({1}), {3}).strides() == Strides{1}));
}

BOOST_AUTO_TEST_SUITE_END()

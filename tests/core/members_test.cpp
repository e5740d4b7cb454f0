// The header of the tensor alone: whoever includes no other can call every member, and links.
#include <boost/test/unit_test.hpp>

#include <d2l/core/tensor.hpp>

using namespace d2l;

BOOST_AUTO_TEST_SUITE(members)

BOOST_AUTO_TEST_CASE(every_kind_of_member_is_there_with_the_one_header) {
  const auto x = Tensor<>::allocate({2, 2}).fill_(3);
  x[0] = 1;
  x(all, 1) = 2;
  x.at(0, 0) *= 4;
  x += x;
  x -= 1;
  BOOST_TEST((x.to_vector() == std::vector<float>{7, 3, 5, 3}));
  BOOST_TEST(x.t().contiguous().view({4}).slice(0, 1).sum().item() == 11);
  BOOST_TEST(x.to<double>().mul(x.to<double>()).square().sqrt().max().item() == 49);
  BOOST_TEST(x.matmul(x.new_ones({2, 1})).argmax().item() == 0);
  BOOST_TEST(x.gather(1, x.argmax(1, keepdim)).norm().item() > 8);
  auto p = x.detach().clone();
  p.requires_grad_();
  p.log().sum().backward();
  BOOST_TEST(p.grad().at(0, 0) == 1.0F / 7);
}

BOOST_AUTO_TEST_SUITE_END()

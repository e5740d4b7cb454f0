#include <d2l/core/error.hpp>

#include "on_both.hpp"

using namespace d2l;

namespace {

Tensor<std::int64_t> places(const Shape& shape, std::int64_t limit) {
  const auto index = empty<std::int64_t>(shape, Device{});
  for (std::int64_t i = 0; i < index.numel(); ++i) index.data_ptr()[i] = (i * 31 + 7) % limit;
  return index;
}

// The gradient of f at x, from behind come numbers.
template <class F>
auto gradient(const F& f) {
  return [=](const Tensor<>& x, const Tensor<std::int64_t>& index, const Tensor<>& dy) {
    const auto leaf = x.clone().requires_grad_();
    f(leaf, index).backward(dy);
    return leaf.grad();
  };
}

}  // namespace

BOOST_AUTO_TEST_SUITE(indexing, *boost::unit_test::precondition(has_gpu))

BOOST_AUTO_TEST_CASE(index_select_and_back) {
  for (const auto& [shape, axis, m] : {std::tuple{Shape{300}, 0, 257},
                                       {Shape{4, 5}, 0, 0},
                                       {Shape{4, 5}, 1, 1023},
                                       {Shape{3, 7, 2}, 1, 40},
                                       {Shape{70, 260}, 0, 33}}) {
    const auto select = [axis = axis](const auto& x, const auto& index) { return index_select(x, axis, index); };
    auto shape_of_y = shape;
    shape_of_y[axis] = m;
    const auto index = places({m}, shape[axis]);
    expect_same_on_both(0, select, numbers(shape), index);
    expect_same_on_both(0, select, numbers<std::uint8_t>(shape), index);
    expect_same_on_both(0, gradient(select), numbers(shape), index, div(numbers(shape_of_y), 3.0F));
  }
}

BOOST_AUTO_TEST_CASE(gather_and_back) {
  for (const auto& [shape, axis, shape_of_index] : {std::tuple{Shape{300}, 0, Shape{2000}},
                                                    {Shape{256, 10}, 1, Shape{256, 1}},
                                                    {Shape{4, 5, 6}, 1, Shape{3, 9, 6}},
                                                    {Shape{40, 3}, 0, Shape{0, 3}},
                                                    {Shape{}, 0, Shape{}}}) {
    const auto gathered = [axis = axis](const auto& x, const auto& index) { return gather(x, axis, index); };
    const auto index = places(shape_of_index, shape.empty() ? 1 : shape[axis]);
    expect_same_on_both(0, gathered, numbers(shape), index);
    expect_same_on_both(0, gradient(gathered), numbers(shape), index, div(numbers(shape_of_index), 3.0F));
  }
  expect_same_on_both(
      0, [](const auto& x, const auto& index) { return gather(x.t(), 0, index.t()); }, numbers({20, 30}),
      places({20, 4}, 30));
}

BOOST_AUTO_TEST_CASE(a_bad_index_is_told_by_the_next_read) {
  const auto x = numbers({3, 4}).to(gpu);
  const auto bad = tensor<std::int64_t>({0, 3, 2}).to(gpu);
  const auto told = [](const char* text) { return [=](const IndexError& e) { return std::string(e.what()) == text; }; };
  const auto y = index_select(x, 0, bad);
  BOOST_CHECK_EXCEPTION(y.to_vector(), IndexError, told("index_select: index 3 is outside 0 to 2"));
  const auto after = y.to_vector();  // told once
  BOOST_TEST(after[4] == 0.0F);
  BOOST_TEST(after[8] == numbers({3, 4}).at(2, 0));
  const auto z = gather(x, 1, tensor<std::int64_t>({{-1}}).to(gpu));
  BOOST_CHECK_EXCEPTION(z.item(), IndexError, told("gather: index -1 is outside 0 to 3"));
  const auto loss = cross_entropy(x, tensor<std::int64_t>({1, 4, 2}).to(gpu));
  BOOST_CHECK_EXCEPTION(loss.item(), IndexError, told("cross_entropy: label 4 is outside 0 to 3"));
}

BOOST_AUTO_TEST_SUITE_END()

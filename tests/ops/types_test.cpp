// Which element types an op takes, and what numbers beside them mean.
#include <limits>

#include <boost/test/unit_test.hpp>

#include <d2l/ops/ops.hpp>

using namespace d2l;

namespace {

template <class T>
concept Adds = requires(const Tensor<T>& x) { x + x; } || requires(const Tensor<T>& x) { x + 1; } ||
               requires(const Tensor<T>& x) { 1 - x; };
template <class T>
concept Multiplies = requires(const Tensor<T>& x) { x* x; } || requires(const Tensor<T>& x) { mul(x, 2); };
template <class T>
concept Divides = requires(const Tensor<T>& x) { x / x; } || requires(const Tensor<T>& x) { x / 2; } ||
                  requires(const Tensor<T>& x) { 2 / x; };
template <class T>
concept HasSign = requires(const Tensor<T>& x) { -x; } || requires(const Tensor<T>& x) { neg(x); } ||
                  requires(const Tensor<T>& x) { abs(x); } || requires(const Tensor<T>& x) { square(x); };
template <class T>
concept HasLargest = requires(const Tensor<T>& x) { max(x); } || requires(const Tensor<T>& x) { argmax(x, 0); } ||
                     requires(const Tensor<T>& x) { min(x); } || requires(const Tensor<T>& x) { topk(x, 1); };
template <class T>
concept HasMean = requires(const Tensor<T>& x) { mean(x); } || requires(const Tensor<T>& x) { mean(x, 0); } ||
                  requires(const Tensor<T>& x) { var(x); } || requires(const Tensor<T>& x) { logsumexp(x, 0); };
template <class T>
concept HasOrder = requires(const Tensor<T>& x) { sort(x), prod(x), cumsum(x, 0), any(x), all_of(x, 0), equal(x, x); };
template <class T>
concept HasSine = requires(const Tensor<T>& x) { sin(x); } || requires(const Tensor<T>& x) { floor(x); };

static_assert(Adds<float> && Adds<std::int64_t> && Adds<std::uint8_t> && !Adds<bool>);
static_assert(Multiplies<double> && Multiplies<std::uint8_t> && !Multiplies<bool>);
static_assert(Divides<float> && !Divides<std::int64_t> && !Divides<std::uint8_t> && !Divides<bool>);
static_assert(HasSign<float> && HasSign<std::int64_t> && HasSign<std::uint8_t> && !HasSign<bool>);
static_assert(HasLargest<float> && HasLargest<std::uint8_t> && !HasLargest<bool>);
static_assert(HasSine<float> && HasSine<double> && !HasSine<std::int64_t> && !HasSine<bool>);
static_assert(HasMean<float> && HasMean<double> && !HasMean<std::int64_t> && !HasMean<bool>);
static_assert(HasOrder<float> && HasOrder<std::int64_t> && HasOrder<std::uint8_t> && HasOrder<bool>);

template <class T>
void expect_equal(const Tensor<T>& x, std::vector<T> expected) {
  BOOST_TEST((x.to_vector() == expected));
}

}  // namespace

BOOST_AUTO_TEST_SUITE(types)

BOOST_AUTO_TEST_CASE(bools_beside_a_number_are_0_and_1) {
  const auto x = tensor<bool>({true, false});
  expect_equal(x == 2, {false, false});
  expect_equal(x != 2, {true, true});
  expect_equal(x == 1, {true, false});
  expect_equal(x == true, {true, false});
  expect_equal(x < 2, {true, true});
  expect_equal(x > -1, {true, true});
  expect_equal(x >= 1, {true, false});
  expect_equal(x <= 0, {false, true});
}

BOOST_AUTO_TEST_CASE(whole_numbers_wrap_around_as_in_pytorch) {
  constexpr auto least = std::numeric_limits<std::int64_t>::min(), most = std::numeric_limits<std::int64_t>::max();
  const auto x = tensor<std::int64_t>({least, most});
  expect_equal(x + 1, {least + 1, least});
  expect_equal(x - 1, {most, most - 1});
  expect_equal(-1 - x, {most, least});
  expect_equal(x * 2, {std::int64_t{0}, std::int64_t{-2}});
  expect_equal(x + x, {std::int64_t{0}, std::int64_t{-2}});
  expect_equal(x - tensor<std::int64_t>({1, -1}), {most, least});
  expect_equal(x * x, {std::int64_t{0}, std::int64_t{1}});
  expect_equal(-x, {least, -most});
  expect_equal(abs(x), {least, most});
  expect_equal(square(x), {std::int64_t{0}, std::int64_t{1}});
  BOOST_TEST(sum(tensor<std::int64_t>({most, most})).item() == -2);
  x.at(1) += 1;
  x.at(0) -= 1;
  expect_equal(x, {most, least});
  x.at(0) *= 2;
  BOOST_TEST(x.at(0) == -2);
}

// What has no meaning is an error of the compiler, for members too, and none of the linker.
template <class X>
concept HasSums = requires(X x) { x.add_(x), x.sub_(x), x.mul_(x), x += x, x *= 1, x.neg(), x.max(), x.argmax(0); };
template <class X>
concept HasQuotients = requires(X x) { x.div_(x), x /= 2, x.exp_(), x.mean(), x.sqrt(), x.matmul(x), x.normal_(); };
static_assert(HasSums<Tensor<>> && HasSums<Tensor<std::int64_t>> && HasSums<Tensor<std::uint8_t>>);
static_assert(!HasSums<Tensor<bool>>);
static_assert(HasQuotients<Tensor<>> && !HasQuotients<Tensor<std::int64_t>> && !HasQuotients<Tensor<bool>>);

BOOST_AUTO_TEST_CASE(the_order_of_whole_numbers_is_exact) {
  constexpr auto least = std::numeric_limits<std::int64_t>::min(), most = std::numeric_limits<std::int64_t>::max();
  const auto x = tensor<std::int64_t>({most, least, most - 1, least + 1});
  BOOST_TEST(min(x).item() == least);
  BOOST_TEST(argmin(x).item() == 1);
  BOOST_TEST(min(x(Slice{2, 4})).item() == least + 1);
  BOOST_TEST(min(tensor<std::uint8_t>({255, 0, 7})).item() == 0);
  expect_equal(sort(x).first, {least, least + 1, most - 1, most});
  expect_equal(topk(x, 2, 0, false).first, {least, least + 1});
  expect_equal(cumsum(x, 0), {most, std::int64_t{-1}, most - 2, std::int64_t{-2}});
  BOOST_TEST(prod(tensor<std::int64_t>({std::int64_t{1} << 62, 4})).item() == 0);
  BOOST_TEST(prod(tensor<std::uint8_t>({200, 200})).item() == 40000);
}

BOOST_AUTO_TEST_CASE(bytes_wrap_around) {
  const auto x = tensor<std::uint8_t>({0, 1, 16, 255});
  expect_equal(-x, {0, 255, 240, 1});
  expect_equal(abs(x), {0, 1, 16, 255});
  expect_equal(square(x), {0, 1, 0, 1});
  expect_equal(clamp(x, 3, 200), {3, 3, 16, 200});
}

BOOST_AUTO_TEST_CASE(a_range_of_integers_is_exact) {
  constexpr std::int64_t large = std::int64_t{1} << 53, last = std::numeric_limits<std::int64_t>::max();
  expect_equal(arange<std::int64_t>(large, large + 4), {large, large + 1, large + 2, large + 3});
  expect_equal(arange<std::int64_t>(large + 1, large - 2, -2), {large + 1, large - 1});
  expect_equal(arange<std::int64_t>(large, large + 1), {large});
  expect_equal(arange<std::int64_t>(last - 1, last), {last - 1});
  expect_equal(arange<std::int64_t>(-last, last, last), {-last, 0});
  expect_equal(arange<std::int64_t>(3, 3), std::vector<std::int64_t>());
  expect_equal(arange<std::int64_t>(0, 2.5), {0, 1, 2});
  expect_equal(arange<std::int64_t>(7, 0, -3), {7, 4, 1});
  BOOST_CHECK_THROW(arange<std::int64_t>(0, 3, 0), ValueError);
  BOOST_CHECK_THROW(arange<std::int64_t>(0, 3, -1), ValueError);
}

BOOST_AUTO_TEST_SUITE_END()

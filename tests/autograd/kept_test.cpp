// What a gradient keeps: only what it is computed from, and only where it is wanted.
#include <boost/test/unit_test.hpp>

#include <d2l/core/error.hpp>
#include <d2l/core/memory.hpp>
#include <d2l/ops/ops.hpp>

using namespace d2l;

namespace {

constexpr std::int64_t n = 1 << 12;

// The bytes in use beside x and y once y = f(x) is recorded, for an x that was computed.
template <class F>
std::size_t kept_by(F f) {
  const auto w = ones({n / 64, 64}).requires_grad_();
  const auto before = memory_use().in_use;
  const auto y = [&] { return f(w * 2); }();
  const auto own = static_cast<std::size_t>(y.numel()) * sizeof(float);
  constexpr std::size_t nodes = 4096;  // and what else is small
  const auto beside = memory_use().in_use - before;
  return beside < own + nodes ? 0 : beside - own;
}

const auto of_x = static_cast<std::size_t>(n) * sizeof(float);

}  // namespace

BOOST_AUTO_TEST_SUITE(kept)

BOOST_AUTO_TEST_CASE(a_factor_may_change_where_the_other_needs_no_gradient) {
  const auto w = tensor({1, -1}).requires_grad_();
  for (const bool is_product : {true, false}) {
    w.clear_grad();
    const auto h = w * 2, mask = tensor({1, 0.5}), y = is_product ? h * mask : h / mask;
    h.relu_();
    y.sum().backward();
    BOOST_TEST(w.grad().at(0) == 2);
    BOOST_TEST(w.grad().at(1) == (is_product ? 1 : 4));
  }
  const auto h = w * 2, mask = tensor({1, 0.5}), y = h * mask;
  mask.zero_();
  BOOST_CHECK_THROW(y.sum().backward(), AutogradError);
}

BOOST_AUTO_TEST_CASE(products_in_place_copy_only_what_a_gradient_needs) {
  const auto w = tensor({1, -1}).requires_grad_();
  const auto h = w * 2, c = tensor({3, 5});
  h.mul_(c);
  h.mul_(w);
  h.sum().backward();
  BOOST_TEST(w.grad().at(0) == 12);
  BOOST_TEST(w.grad().at(1) == -20);
}

BOOST_AUTO_TEST_CASE(matrices_may_change_where_the_other_needs_no_gradient) {
  const auto w = ones({2, 2}).requires_grad_();
  const auto h = w * 2, B = ones({2, 2}), y = mm(h, B), z = linear(h, B, Tensor<>());
  h.zero_();
  (y + z).sum().backward();
  BOOST_TEST(w.grad().sum().item() == 4 * 2 * (2 + 2));
}

BOOST_AUTO_TEST_CASE(memory_is_held_for_no_gradient_that_nobody_wants) {
  const auto M = ones({n / 64, 64}), B = ones({64, 64}), V = ones({n / 64, 64}).requires_grad_();
  BOOST_TEST(kept_by([&](const Tensor<>& x) { return x * M; }) < of_x);
  BOOST_TEST(kept_by([&](const Tensor<>& x) { return x / M; }) < of_x);
  BOOST_TEST(kept_by([&](const Tensor<>& x) { return mm(x, B); }) < of_x);
  BOOST_TEST(kept_by([&](const Tensor<>& x) { return x + V; }) < of_x);
  BOOST_TEST(kept_by([&](const Tensor<>& x) { return relu(x); }) < of_x);
  BOOST_TEST(kept_by([&](const Tensor<>& x) { return x * V; }) >= of_x);
  BOOST_TEST(kept_by([&](const Tensor<>& x) { return log(x); }) >= of_x);
}

BOOST_AUTO_TEST_SUITE_END()

#include <stdexcept>
#include <string>

#include <boost/test/unit_test.hpp>

#include <d2l/autograd/backward.hpp>
#include <d2l/autograd/grad_mode.hpp>
#include <d2l/autograd/gradcheck.hpp>
#include <d2l/core/error.hpp>
#include <d2l/ops/ops.hpp>

#include "support/contains.hpp"
#include "support/message_of.hpp"

using namespace d2l;

BOOST_AUTO_TEST_SUITE(tape)

BOOST_AUTO_TEST_CASE(the_example_of_section_2_3) {
  const auto x = arange(4).requires_grad_();
  const auto y = 2 * dot(x, x);
  y.backward();
  BOOST_TEST(x.grad().to_vector() == (std::vector<float>{0, 4, 8, 12}), boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(gradients_of_two_backwards_add_up_until_they_are_cleared) {
  const auto x = tensor({3}).requires_grad_();
  for (int i = 0; i < 2; ++i) (x * x).sum().backward();
  BOOST_TEST(x.grad().item() == 12.0F);
  x.clear_grad();
  BOOST_TEST(!x.grad().defined());
}

BOOST_AUTO_TEST_CASE(a_shared_step_passes_its_whole_gradient_on_once) {
  const auto x = tensor({2}).requires_grad_();
  int calls = 0;
  const auto shared = x * x;
  shared.register_hook([&](const Tensor<>& g) {
    ++calls;
    return g;
  });
  (shared * shared + 3 * shared).sum().backward();
  BOOST_TEST(x.grad().item() == (2 * 4 + 3) * 4.0F);
  BOOST_TEST(calls == 1);
}

BOOST_AUTO_TEST_CASE(nothing_is_recorded_without_need) {
  const auto x = ones({2}).requires_grad_();
  {
    const NoGrad no_grad;
    BOOST_TEST(!(x * x).requires_grad());
    {
      const NoGrad inner;
    }
    BOOST_TEST(!grad_enabled());
  }
  BOOST_TEST(grad_enabled());
  BOOST_TEST(!(ones({2}) * ones({2})).requires_grad());
  BOOST_TEST(!(x.detach() * 2).requires_grad());
  BOOST_TEST(x.detach().data_ptr() == x.data_ptr());
}

BOOST_AUTO_TEST_CASE(detach_cuts_the_graph) {
  const auto x = tensor({3}).requires_grad_();
  const auto u = (x * x).detach();
  (u * x).sum().backward();
  BOOST_TEST(x.grad().item() == 9.0F);
}

BOOST_AUTO_TEST_CASE(an_op_keeps_its_gradient_only_on_request) {
  const auto x = tensor({3}).requires_grad_();
  const auto y = x * x;
  BOOST_TEST(y.grad_fn() == "mul");
  BOOST_TEST(!y.is_leaf());
  BOOST_TEST(contains(message_of<AutogradError>([&] { (void)y.grad(); }), "retain_grad"));
  y.retain_grad();
  (2 * y).sum().backward();
  BOOST_TEST(y.grad().item() == 2.0F);
}

BOOST_AUTO_TEST_CASE(a_hook_changes_what_goes_on) {
  const auto x = tensor({3}).requires_grad_();
  const auto y = x * 2;
  y.register_hook([](const Tensor<>& g) { return g * 10; });
  y.sum().backward();
  BOOST_TEST(x.grad().item() == 20.0F);
}

BOOST_AUTO_TEST_CASE(a_graph_is_freed_unless_it_is_retained) {
  const auto x = tensor({3}).requires_grad_();
  const auto y = (x * x).sum();
  y.backward(true);
  y.backward();
  BOOST_TEST(x.grad().item() == 12.0F);
  BOOST_TEST(contains(message_of<AutogradError>([&] { y.backward(); }), "retain_graph"));
}

BOOST_AUTO_TEST_CASE(backward_starts_from_a_number_or_needs_a_gradient) {
  const auto x = ones({2}).requires_grad_();
  const auto y = x * 3;
  BOOST_CHECK_THROW(y.backward(), Error);
  BOOST_CHECK_THROW(y.backward(ones({3})), ShapeError);
  y.backward(tensor({1, 10}));
  BOOST_TEST(x.grad().at(1) == 30.0F);
  BOOST_CHECK_THROW(ones({}).backward(), AutogradError);
}

BOOST_AUTO_TEST_CASE(changing_what_a_gradient_needs_names_both_ops) {
  const auto x = tensor({1, 2}).requires_grad_();
  const auto y = x * 2;
  const auto z = exp(y);
  z.mul_(3);
  const auto said = message_of<AutogradError>([&] { z.sum().backward(); });
  BOOST_TEST(contains(said, "exp"), said);
  BOOST_TEST(contains(said, "mul_"), said);
  // log keeps its input, exp its output: adding to exp's input after the fact does no harm.
  const auto a = x * 2, b = exp(a);
  a.add_(1);
  b.sum().backward();
}

BOOST_AUTO_TEST_CASE(the_tape_survives_an_error_in_the_middle_of_a_backward) {
  const auto x = tensor({2}).requires_grad_();
  const auto y = x * x;
  y.register_hook([](const Tensor<>&) -> Tensor<> { throw std::runtime_error("hook"); });
  BOOST_CHECK_THROW((3 * y).sum().backward(), std::runtime_error);
  x.clear_grad();
  (x * 5).sum().backward();
  BOOST_TEST(x.grad().item() == 5.0F);
}

BOOST_AUTO_TEST_CASE(a_leaf_is_changed_only_outside_the_graph) {
  const auto w = ones({2}).requires_grad_();
  BOOST_CHECK_THROW(w.add_(1), AutogradError);
  w.data().add_(1);
  {
    const NoGrad no_grad;
    w.add_(1);
  }
  BOOST_TEST(w.sum().item() == 6.0F);
}

BOOST_AUTO_TEST_CASE(in_place_ops_on_what_was_computed_have_gradients) {
  const auto x = tensor({1, 2}).requires_grad_(), w = tensor({5, 7}).requires_grad_();
  const auto y = x * 2;
  y.mul_(w);
  y.sum().backward();
  BOOST_TEST(x.grad().to_vector() == (std::vector<float>{10, 14}), boost::test_tools::per_element());
  BOOST_TEST(w.grad().to_vector() == (std::vector<float>{2, 4}), boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(gradients_flow_between_floats_and_doubles) {
  const auto x = tensor({3}).requires_grad_();
  const auto y = x.to<double>();
  (y * y).sum().backward();
  BOOST_TEST(x.grad().item() == 6.0F);
}

BOOST_AUTO_TEST_CASE(gradcheck_finds_a_wrong_gradient) {
  const auto twice_as_steep = [](const std::vector<Tensor<double>>& x) {
    const auto y = x[0] * x[0];
    if (y.requires_grad()) y.register_hook([](const Tensor<double>& g) { return g * 2; });
    return y;
  };
  BOOST_CHECK_GT(gradcheck(twice_as_steep, {tensor<double>({1, 2})}), 0.1);
}

BOOST_AUTO_TEST_SUITE_END()

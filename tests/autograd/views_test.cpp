// Views follow their base: what a recorded write through one of them means for the base and the others. The right
// values were computed with PyTorch 1.13.
#include <cstdint>
#include <functional>
#include <optional>
#include <type_traits>
#include <vector>

#include <boost/test/unit_test.hpp>

#include <d2l/autograd/backward.hpp>
#include <d2l/autograd/grad_mode.hpp>
#include <d2l/autograd/gradcheck.hpp>
#include <d2l/core/error.hpp>
#include <d2l/ops/ops.hpp>
#include <d2l/ops/random.hpp>

#include "support/contains.hpp"
#include "support/message_of.hpp"

using namespace d2l;

namespace {

using Values = std::vector<float>;
using Doubles = std::vector<Tensor<double>>;

double error_of(const std::function<Tensor<double>(const Doubles&)>& f, const Doubles& inputs) {
  return gradcheck(f, inputs);
}

Tensor<double> numbers(const Shape& shape, double first) {
  auto x = empty<double>(shape);
  for (std::int64_t i = 0; i < x.numel(); ++i) x.data_ptr()[i] = first + 0.37 * static_cast<double>(i);
  return x;
}

}  // namespace

#define CHECK_VALUES(tensor, ...) \
  BOOST_TEST((tensor).to_vector() == (Values __VA_ARGS__), boost::test_tools::per_element())

BOOST_AUTO_TEST_SUITE(views)

BOOST_AUTO_TEST_CASE(a_view_older_than_a_write_into_its_base_has_the_new_gradient) {
  const auto x = ones({2, 2}).requires_grad_();
  const auto y = x * 2;
  const auto row = y[0];
  y.mul_(3);
  BOOST_TEST(row.grad_fn() == "as_strided");
  (row * 2).sum().backward();
  CHECK_VALUES(x.grad(), {12, 12, 0, 0});
}

BOOST_AUTO_TEST_CASE(a_base_has_the_gradient_of_a_write_through_a_view) {
  const auto x = tensor({1, 2, 3}).requires_grad_(), w = tensor({5}).requires_grad_();
  const auto y = x * 2;
  y(Slice{1, 2}).mul_(w);
  BOOST_TEST(y.grad_fn() == "copy_slices");
  y.sum().backward();
  CHECK_VALUES(x.grad(), {2, 10, 2});
  CHECK_VALUES(w.grad(), {4});
}

BOOST_AUTO_TEST_CASE(views_follow_a_write_through_another_of_any_layout) {
  const Doubles inputs{numbers({3, 4}, 0.2), numbers({4, 2}, -1.1), numbers({3}, 0.9)};
  const auto f = [](const Doubles& in) {
    const auto y = in[0] * 1.5;
    const Tensor<double> across = y.t(), flat = y.view({12}), second = y[1], odd = y(all, Slice{1, 4, 2}),
                         tall = y.unsqueeze(0).expand({2, 3, 4});
    across(all, Slice{0, 2}).mul_(in[1]);  // columns 0 and 1 of the transpose are rows of y
    flat(Slice{3, 10, 3}).square_();
    odd.add_(in[2].unsqueeze(1));
    second.copy_(in[2].sum());
    return (across * across).sum() + (flat * 0.3).sum() + (second * in[0][0]).sum() + odd.sum() + (tall * tall).sum() +
           (y * in[0]).sum();
  };
  BOOST_TEST(error_of(f, inputs) < 1e-6);
}

BOOST_AUTO_TEST_CASE(steps_are_written_into_an_output_made_before) {
  const Doubles inputs{numbers({3}, 0.4), numbers({3, 3}, -0.6)};
  const auto f = [](const Doubles& in) {
    const auto outputs = zeros<double>({5, 3});
    auto h = in[0];
    for (std::int64_t t = 0; t < 5; ++t) {
      h = tanh(matmul(in[1], h));
      outputs[t] = h;
    }
    return outputs * outputs;
  };
  BOOST_TEST(error_of(f, inputs) < 1e-6);
}

BOOST_AUTO_TEST_CASE(what_a_written_view_passes_on_goes_through_its_base) {
  const auto w = tensor({2, 3}).requires_grad_();
  const auto base = w * 1;
  const auto view = base[0];
  view.mul_(5);
  base.retain_grad();
  base.register_hook([](const Tensor<>& g) { return 2 * g; });
  (view * view).backward();
  CHECK_VALUES(base.grad(), {40, 0});
  CHECK_VALUES(w.grad(), {200, 0});
}

BOOST_AUTO_TEST_CASE(a_part_that_was_overwritten_passes_no_gradient) {
  const auto x = tensor({{1, 2, 3}, {4, 5, 6}}).requires_grad_();
  const auto y = x * 2;
  y(all, Slice{0, 2}) = 0;
  BOOST_TEST(y.sum().item() == 18.0F);
  y.sum().backward();
  CHECK_VALUES(x.grad(), {0, 0, 2, 0, 0, 2});
}

BOOST_AUTO_TEST_CASE(a_copy_forgets_what_was_there) {
  const auto w = tensor({1, 2}).requires_grad_();
  auto y = w * 3;
  y.copy_(tensor({7, 8}));
  y.sum().backward();
  CHECK_VALUES(w.grad(), {0, 0});

  w.clear_grad();
  y = w * 3;
  y.copy_(tensor({4}));  // broadcast
  y[1].mul_(2);
  y.sum().backward();
  CHECK_VALUES(w.grad(), {0, 0});

  w.clear_grad();
  const auto v = tensor({5, 6}).requires_grad_();
  y = w * 3;
  y.view({2, 1})[1].copy_(v[0].unsqueeze(0));
  y.sum().backward();
  CHECK_VALUES(w.grad(), {3, 0});
  CHECK_VALUES(v.grad(), {1, 0});
}

BOOST_AUTO_TEST_CASE(a_random_fill_forgets_what_was_there) {
  const auto fills = {+[](const Tensor<>& y) { y.normal_(); }, +[](const Tensor<>& y) { y.uniform_(2, 3); },
                      +[](const Tensor<>& y) { y.bernoulli_(0.5); }, +[](const Tensor<>& y) { y.zero_(); }};
  for (const auto fill : fills) {
    const auto w = tensor({{1, 2}, {3, 4}}).requires_grad_();
    const auto y = w * 3;
    fill(y[1]);
    y.sum().backward();
    CHECK_VALUES(w.grad(), {3, 3, 0, 0});
    w.clear_grad();
    const auto z = w * 3;
    fill(z);
    z.sum().backward();
    CHECK_VALUES(w.grad(), {0, 0, 0, 0});
  }
}

BOOST_AUTO_TEST_CASE(the_gradient_of_what_was_overwritten_is_zeros_and_not_undefined) {
  const auto a = tensor({1, 2}).requires_grad_(), b = tensor({3, 4}).requires_grad_();
  const auto y = a * 1;
  y.copy_(b * 2);
  y.sum().backward();
  BOOST_REQUIRE(a.grad().defined());
  CHECK_VALUES(a.grad(), {0, 0});
  CHECK_VALUES(b.grad(), {2, 2});
}

BOOST_AUTO_TEST_CASE(a_view_of_a_leaf_is_not_written_while_ops_are_recorded) {
  const auto w = ones({3}).requires_grad_();
  for (const auto& said :
       {message_of<AutogradError>([&] { w[0].fill_(5); }), message_of<AutogradError>([&] { w.view({3, 1}).mul_(2); }),
        message_of<AutogradError>([&] { w(Slice{0, 2}) = tensor({1, 2}); })}) {
    BOOST_TEST(contains(said, "a view of a leaf"), said);
    BOOST_TEST(contains(said, "NoGrad"), said);
  }
  BOOST_TEST(contains(message_of<AutogradError>([&] { w.at(1) = 2; }), "a leaf"));
  CHECK_VALUES(w, {1, 1, 1});
  {
    const NoGrad no_grad;
    w[0] = 5;
  }
  w.data()[1] = 7;
  (w * w).sum().backward();
  CHECK_VALUES(w.grad(), {10, 14, 2});
}

BOOST_AUTO_TEST_CASE(what_is_written_through_data_is_outside_the_graph) {
  const auto w = tensor({1, 2}).requires_grad_();
  (w * w).sum().backward();
  w.data() -= 0.5 * (w.grad() + 0.5 * w);
  CHECK_VALUES(w, {-0.25F, -0.5F});
  w.data() /= w.norm();
  w.data()[0] = w[1] * 2;
  w.clear_grad();
  (w * 3).sum().backward();
  CHECK_VALUES(w.grad(), {3, 3});
}

BOOST_AUTO_TEST_CASE(a_detached_view_does_not_follow) {
  const auto w = tensor({1, 2}).requires_grad_();
  const auto y = w * 2;
  const Tensor<> d = y.detach()[0], whole = y.detach();
  y.mul_(3);
  BOOST_TEST((d + 1).item() == 7.0F);
  BOOST_TEST(!d.requires_grad());
  whole[1].mul_(w[0]);  // recorded, but for the detached tensor alone
  BOOST_TEST(whole.requires_grad());
  BOOST_TEST(y.grad_fn() == "mul_");
}

BOOST_AUTO_TEST_CASE(a_view_taken_under_no_grad_is_not_written_while_ops_are_recorded) {
  const auto w = tensor({1, 2}).requires_grad_();
  const auto y = w * 2;
  Tensor<> row;
  {
    const NoGrad no_grad;
    row = y[0];
  }
  BOOST_TEST(!row.requires_grad());
  BOOST_TEST(contains(message_of<AutogradError>([&] { row.unsqueeze(0).mul_(w[1]); }), "taken under NoGrad"));
  BOOST_TEST(y.at(0) == 2.0F);
  BOOST_TEST(contains(message_of<AutogradError>([&] { row.unsqueeze(0).at(0) = 5; }), "taken under NoGrad"));
  y.mul_(3);
  BOOST_TEST(contains(message_of<AutogradError>([&] { row * 2; }), "taken under NoGrad"));
  const NoGrad no_grad;
  BOOST_TEST((row * 2).item() == 12.0F);
}

BOOST_AUTO_TEST_CASE(a_leaf_whose_memory_came_into_the_graph_is_not_used) {
  const auto x = zeros({3}), y = ones({}).requires_grad_();
  const Tensor<> leaf = x[0];
  Tensor<>(leaf).requires_grad_();
  x.copy_(y * 2);
  BOOST_TEST(contains(message_of<AutogradError>([&] { leaf * 3; }), "this leaf is a view"));
}

BOOST_AUTO_TEST_CASE(a_view_older_than_its_leaf_is_not_written_while_ops_are_recorded) {
  const auto x = tensor({1, 2});
  const auto first = x[0];
  x.detach().copy_(tensor({3, 4}));
  Tensor<>(x).requires_grad_();
  BOOST_TEST(contains(message_of<AutogradError>([&] { first.mul_(2); }), "a view of a leaf"));
  BOOST_TEST(contains(message_of<AutogradError>([&] { x(Slice{0, 1}).at(0) = 2; }), "a view of a leaf"));
  BOOST_TEST(x.at(0) == 3.0F);
}

BOOST_AUTO_TEST_CASE(the_result_of_an_op_is_no_view) {
  const auto x = tensor({{1, 2}, {3, 4}}).requires_grad_();
  for (const std::int64_t axis : {0, 1}) {
    softmax(x, axis).add_(1);
    log_softmax(x, axis)[0].mul_(2);
  }
  max(x, 1).first.mul_(2);
  matmul(x, ones({2})).mul_(2);
  sum(x, 1).copy_(ones({2}));
  cat({x, x}, 1)(all, 1).zero_();
  const auto w = tensor(3).requires_grad_(), A = ones({2, 3});
  for (const bool is_recorded : {true, false}) {
    const auto results = [&] {
      std::optional<NoGrad> no_grad;
      if (!is_recorded) no_grad.emplace();
      return std::vector{softmax(A, 1),
                         log_softmax(A, 0),
                         matmul(A, ones({3})),
                         dot(A[0], A[1]),
                         linear(A[0], ones({4, 3}), ones({4})),
                         A.t().reshape({6}),
                         A.t().flatten()};
    }();
    for (const auto& result : results) BOOST_TEST(result.add_(w).grad_fn() == "add_");
  }
  BOOST_TEST(flatten(x[0]).grad_fn() == "select");  // of one axis there is nothing to flatten
}

BOOST_AUTO_TEST_CASE(nothing_is_written_twice_where_there_is_nothing) {
  const auto x = zeros({2, 1, 0}).expand({-1, 3, 0});
  x.copy_(ones({}));
  BOOST_CHECK_THROW(zeros({2, 1}).expand({2, 3}).copy_(ones({})), ShapeError);
}

BOOST_AUTO_TEST_CASE(an_element_is_written_as_by_an_op) {
  const auto x = tensor({0, 1}).requires_grad_();
  const auto y = x * 5;
  y.at(0) = 100;
  y.at(1) += 1;
  BOOST_TEST(y.sum().item() == 106.0F);
  y.sum().backward();
  CHECK_VALUES(x.grad(), {0, 5});  // the first is a number now, the second what it was and one more

  const auto wide = tensor({1, 2}).expand({3, 2});
  wide.at(1, 0) = 7;  // one element, though it shows three times
  BOOST_TEST(wide.at(2, 0) == 7.0F);

  const auto e = exp(x);
  e.at(0) = 100;
  const auto said = message_of<AutogradError>([&] { e.sum().backward(); });
  BOOST_TEST(contains(said, "exp"), said);

  const auto labels = tensor<std::int64_t>({0, 1});
  const auto loss = cross_entropy(x.expand({2, 2}), labels);
  labels.at(0) = 1;
  BOOST_CHECK_THROW(loss.sum().backward(), AutogradError);
}

BOOST_AUTO_TEST_CASE(an_expanded_base_is_not_written_through_a_view) {
  const auto w = tensor({2}).requires_grad_();
  const auto base = tensor({1, 2, 3}).expand({4, 3}).detach();
  BOOST_CHECK_THROW(base[0].mul_(w), ShapeError);
  const auto y = w.expand({3}) * 2, wide = y.expand({2, 3});
  wide[0].mul_(3);  // y itself shares nothing, so this is y's
  y.sum().backward();
  CHECK_VALUES(w.grad(), {18});
}

BOOST_AUTO_TEST_CASE(a_gradient_that_is_kept_stays_so_after_a_change_in_place) {
  const auto x = tensor({1, 2}).requires_grad_();
  const auto y = x * 2;
  y.retain_grad();
  y.mul_(3);
  y[0].mul_(5);
  (y * 7).sum().backward();
  CHECK_VALUES(y.grad(), {7, 7});
  CHECK_VALUES(x.grad(), {210, 42});
}

BOOST_AUTO_TEST_CASE(parts_of_every_type_are_assigned) {
  auto x = zeros<std::int64_t>({2, 3});
  x[0] = tensor<std::int64_t>({1, 2, 3});
  x(all, 1) = 9;
  x(1, 2) = 7;
  x(1, 0) = x(0, 0);
  BOOST_TEST(x.to_vector() == (std::vector<std::int64_t>{1, 9, 3, 1, 9, 7}), boost::test_tools::per_element());
  x[1] = x[0];
  auto row = x[0];
  row = x[1] * 2;  // the name, not x
  BOOST_TEST(x.to_vector() == (std::vector<std::int64_t>{1, 9, 3, 1, 9, 3}), boost::test_tools::per_element());
  x(Slice{0, 2}, Slice{0, 2}) = x(Slice{0, 2}, Slice{1, 3});  // they overlap
  BOOST_TEST(x.to_vector() == (std::vector<std::int64_t>{9, 3, 3, 9, 3, 3}), boost::test_tools::per_element());
  x[0] = ones<std::int64_t>({1, 1, 3});  // as in PyTorch
  BOOST_TEST(x[0].sum().item() == 3);
  BOOST_CHECK_THROW(x[0] = tensor<std::int64_t>({1, 2}), ShapeError);
  BOOST_CHECK_THROW(x[0] = ones<std::int64_t>({2, 3}), ShapeError);

  using Whole = Tensor<std::int64_t>;
  static_assert(std::is_assignable_v<Whole&, Whole>);
  static_assert(!std::is_assignable_v<Whole, Whole>);  // x.data() = x, x.t() = x, (x + x) = x
  static_assert(std::is_assignable_v<decltype(x[0]), Whole> && std::is_assignable_v<decltype(x(0, 1)), int>);
  static_assert(!std::is_assignable_v<decltype(x[0]), Tensor<double>>);
  static_assert(!std::is_assignable_v<decltype(x[0]), double>);
}

BOOST_AUTO_TEST_CASE(many_writes_through_views_need_no_stack) {
  const auto w = tensor({1}).requires_grad_();
  {
    const auto y = zeros({8});
    for (std::int64_t i = 0; i < 100'000; ++i) y[i % 8] = w[0] * static_cast<float>(i % 3);
    y.sum().backward();
  }
  BOOST_TEST(w.grad().item() == 8.0F);  // the last eight writes: 99,992 to 99,999
}

BOOST_AUTO_TEST_SUITE_END()

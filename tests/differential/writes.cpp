// What changes a tensor: in place, through a part of it, with out=.
#include "operation.hpp"

using namespace d2l;

namespace {

template <class T>
void add_in_place(Operations<T>& all) {
  all.changes(6, "{0}.add_({1})", {target, into_first}, [](auto& a) { a[0].add_(a[1]); });
  all.changes(3, "{0}.sub_({1})", {target, into_first}, [](auto& a) { a[0].sub_(a[1]); });
  all.changes(6, "{0}.mul_({1})", {target, into_first}, [](auto& a) { a[0].mul_(a[1]); });
  all.changes(4, "{0}.div_({1})", {target, into_first}, [](auto& a) { a[0].div_(a[1]); });
  all.changes(3, "{0}.add_({1})", {target, number}, [](auto& a) { a[0].add_(a.number(1)); });
  all.changes(1, "{0}.sub_({1})", {target, number}, [](auto& a) { a[0].sub_(a.number(1)); });
  all.changes(4, "{0}.mul_({1})", {target, number}, [](auto& a) { a[0].mul_(a.number(1)); });
  all.changes(2, "{0}.div_({1})", {target, number}, [](auto& a) { a[0].div_(a.number(1)); });
  all.changes(2, "{0}.exp_()", {target}, [](auto& a) { a[0].exp_(); });
  all.changes(1, "{0}.log_()", {target}, [](auto& a) { a[0].log_(); });
  all.changes(1, "{0}.sqrt_()", {target}, [](auto& a) { a[0].sqrt_(); });
  all.changes(1, "{0}.abs_()", {target}, [](auto& a) { a[0].abs_(); });
  all.changes(1, "{0}.neg_()", {target}, [](auto& a) { a[0].neg_(); });
  all.changes(2, "{0}.square_()", {target}, [](auto& a) { a[0].square_(); });
  all.changes(1, "{0}.tanh_()", {target}, [](auto& a) { a[0].tanh_(); });
  all.changes(1, "{0}.sigmoid_()", {target}, [](auto& a) { a[0].sigmoid_(); });
  all.changes(3, "{0}.relu_()", {target}, [](auto& a) { a[0].relu_(); });
  all.changes(2, "{0}.pow_({1})", {target, exponent}, [](auto& a) { a[0].pow_(a.number(1)); });
  all.changes(2, "{0}.clamp_({1}, {2})", {target, low, high}, [](auto& a) { a[0].clamp_(a.number(1), a.number(2)); });
  all.changes(8, "{0}.copy_({1})", {target, into_first}, [](auto& a) { a[0].copy_(a[1]); });
  all.changes(3, "{0}.copy_({1}.detach())", {target, into_first}, [](auto& a) { a[0].copy_(a[1].detach()); });
  all.changes(3, "{0}.fill_({1})", {target, number}, [](auto& a) { a[0].fill_(a.number(1)); });
  all.changes(3, "{0}.zero_()", {target}, [](auto& a) { a[0].zero_(); });
  all.changes(2, "torch.manual_seed({1}); {0}.normal_()", {target, seed}, [](auto& a) {
    manual_seed(static_cast<std::uint64_t>(a.whole(1)));
    a[0].normal_();
  });
  all.changes(1, "torch.manual_seed({1}); {0}.uniform_({2}, {3})", {target, seed, low, high}, [](auto& a) {
    manual_seed(static_cast<std::uint64_t>(a.whole(1)));
    a[0].uniform_(a.number(2), a.number(3));
  });
  all.changes(1, "torch.manual_seed({1}); {0}.bernoulli_({2})", {target, seed, probability}, [](auto& a) {
    manual_seed(static_cast<std::uint64_t>(a.whole(1)));
    a[0].bernoulli_(a.number(2));
  });
}

// Assignments, and the ways in which trainings change their parameters.
template <class T>
void add_assignments(Operations<T>& all) {
  all.changes(5, "{0}[{1}] = {2}", {target_with_axes, row, into_part}, [](auto& a) { a[0][a.whole(1)] = a[2]; });
  all.changes(3, "{0}[:, {1}] = {2}", {target_with_columns, column, into_column},
              [](auto& a) { a[0](d2l::all, a.whole(1)) = a[2]; });
  all.changes(2, "{0}[{1}] = {2}", {target_with_axes, row, number}, [](auto& a) { a[0][a.whole(1)] = a.number(2); });
  all.changes(2, "{0}[{1}, {2}] = {3}", {target_with_columns, row, column, number},
              [](auto& a) { a[0](a.whole(1), a.whole(2)) = a.number(3); });
  all.changes(2, "{0}[{1}, {2}] = {3}", {target_matrix, row, column, number},
              [](auto& a) { a[0].at(a.whole(1), a.whole(2)) = a.number(3); });
  all.changes(2, "{0}[{1}, {2}] *= {3}", {target_matrix, row, column, number},
              [](auto& a) { a[0].at(a.whole(1), a.whole(2)) *= a.number(3); });
  all.changes(3, "{0}[{1}].mul_({2})", {target_with_axes, row, into_part},
              [](auto& a) { a[0][a.whole(1)].mul_(a[2]); });
  all.changes(3, "{0}[:, {1}].copy_({2})", {target_with_columns, column, into_column},
              [](auto& a) { a[0](d2l::all, a.whole(1)).copy_(a[2]); });
  all.changes(2, "{0}[{1}:{2}:{3}].fill_({4})", {target_with_axes, end, end, step, number},
              [](auto& a) { a[0](Slice{a.whole(1), a.whole(2), a.whole(3)}).fill_(a.number(4)); });
  all.changes(2, "{0}.view({1})[0].mul_({2})", {target_with_axes, other_shape, number},
              [](auto& a) { a[0].view(a.dims(1))[0].mul_(a.number(2)); });
  all.changes(1, "{0}.detach().mul_({1})", {any, number}, [](auto& a) { a[0].detach().mul_(a.number(1)); });
  all.changes(1, "{0}.data[{1}] = {2}", {with_axes, row, into_part}, [](auto& a) { a[0].data()[a.whole(1)] = a[2]; });
  all.changes(2, "{0}.data.sub_({0}.grad * 0.125)", {with_grad},
              [](auto& a) { a[0].data().sub_(a[0].grad() * T(0.125)); });
  all.changes(2, "{0}.data.sub_(({0}.grad + 0.5 * {0}) * 0.125)", {with_grad},
              [](auto& a) { a[0].data().sub_((a[0].grad() + T(0.5) * a[0]) * T(0.125)); });
  all.changes(1, "{0}.data.div_({0}.norm())", {any}, [](auto& a) { a[0].data().div_(a[0].norm()); });
}

template <class T>
void add_into(Operations<T>& all) {
  const auto binary = [&](const std::string& name, auto op) {
    all.changes(1, "torch." + name + "({0}, {1}, out={2})", {any, beside, for_result},
                [op](auto& a) { op(a[0], a[1], out(a[2])); });
  };
  binary("add", [](const auto&... a) { add(a...); });
  binary("sub", [](const auto&... a) { sub(a...); });
  binary("mul", [](const auto&... a) { mul(a...); });
  binary("div", [](const auto&... a) { div(a...); });
  binary("maximum", [](const auto&... a) { maximum(a...); });
  binary("minimum", [](const auto&... a) { minimum(a...); });
  const auto unary = [&](const std::string& name, auto op) {
    all.changes(1, "torch." + name + "({0}, out={1})", {any, for_image}, [op](auto& a) { op(a[0], out(a[1])); });
  };
  unary("exp", [](const auto&... a) { exp(a...); });
  unary("log", [](const auto&... a) { log(a...); });
  unary("sqrt", [](const auto&... a) { sqrt(a...); });
  unary("tanh", [](const auto&... a) { tanh(a...); });
  unary("sigmoid", [](const auto&... a) { sigmoid(a...); });
  unary("abs", [](const auto&... a) { abs(a...); });
  unary("neg", [](const auto&... a) { neg(a...); });
  unary("square", [](const auto&... a) { square(a...); });
}

}  // namespace

template <class T>
void add_writes(Operations<T>& all) {
  add_in_place(all);
  add_assignments(all);
  add_into(all);
}

template void add_writes(Operations<float>&);
template void add_writes(Operations<double>&);

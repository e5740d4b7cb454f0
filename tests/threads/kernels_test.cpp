// Every kernel that threads share, on tensors beyond the size from which they do: the same digits each time, and those
// of one thread, for matrix products to rounding. Under ThreadSanitizer it shows that no thread touches what another
// writes.
#include <functional>
#include <string>
#include <vector>

#include <boost/test/unit_test.hpp>

#include <d2l/autograd/backward.hpp>
#include <d2l/autograd/grad_mode.hpp>
#include <d2l/core/generator.hpp>
#include <d2l/ops/ops.hpp>

#include "on_threads.hpp"

using namespace d2l;

namespace {

// Sizes that no number of threads divides evenly.
constexpr std::int64_t rows = 331, columns = 457;

struct Inputs {
  Inputs() { manual_seed(3); }
  Tensor<> x = randn({rows, columns}), y = rand({rows, columns}) + 0.1F, row = randn({columns}),
           column = randn({rows, 1});
  Tensor<double> d = randn<double>({rows, columns});
  Tensor<std::int64_t> labels = randint<std::int64_t>(0, columns, {rows}), order = randperm(rows);
};

struct Call {
  std::string name;
  std::function<Tensor<>(const Inputs&)> run;
  bool exact = true;  // each element is one thread's work, so that their number changes nothing
};

const std::vector<Call> calls{
    {"add", [](const Inputs& in) { return in.x + in.y; }},
    {"add of a row", [](const Inputs& in) { return in.x + in.row; }},
    {"mul by a column", [](const Inputs& in) { return in.x * in.column; }},
    {"exp", [](const Inputs& in) { return exp(in.x); }},
    {"relu of a transposed matrix", [](const Inputs& in) { return relu(in.x.t()); }},
    {"sub in place", [](const Inputs& in) { return in.x.clone().sub_(in.y); }},
    {"div into out",
     [](const Inputs& in) {
       const NoGrad unrecorded;
       return div(in.x, in.y, out(empty({rows, columns})));
     }},
    {"gt", [](const Inputs& in) { return to<float>(in.x > in.y); }},
    {"to", [](const Inputs& in) { return to<float>(in.d); }},
    {"contiguous copy of a transposed matrix", [](const Inputs& in) { return in.x.t().contiguous(); }},
    {"sum", [](const Inputs& in) { return in.x.sum(); }},
    {"sum by rows", [](const Inputs& in) { return in.x.sum(1); }},
    {"sum by columns", [](const Inputs& in) { return in.x.sum(0); }},
    {"max by rows", [](const Inputs& in) { return in.x.max(1).first; }},
    {"argmax by columns", [](const Inputs& in) { return to<float>(in.x.argmax(0)); }},
    {"prod by rows", [](const Inputs& in) { return prod(in.x, 1); }},
    {"cumsum by rows", [](const Inputs& in) { return cumsum(in.x, 1); }},
    {"cumsum by columns", [](const Inputs& in) { return cumsum(in.x, 0); }},
    {"sort by rows", [](const Inputs& in) { return sort(in.x, 1).first; }},
    {"sort by columns", [](const Inputs& in) { return sort(in.x, 0, descending).first; }},
    {"softmax", [](const Inputs& in) { return softmax(in.x, 1); }},
    {"log-softmax by columns", [](const Inputs& in) { return log_softmax(in.x, 0); }},
    {"cross-entropy", [](const Inputs& in) { return cross_entropy(in.x, in.labels); }},
    {"index_select", [](const Inputs& in) { return index_select(in.x, 0, in.order); }},
    {"gather", [](const Inputs& in) { return gather(in.x, 1, in.labels.view({rows, 1}).expand({rows, columns})); }},
    {"matmul", [](const Inputs& in) { return matmul(in.x, in.y.t()); }, false},
    {"linear", [](const Inputs& in) { return linear(in.x, in.y, in.column.view({rows})); }, false},
};

Tensor<> run(const Call& call, const Inputs& in, int threads) {
  const OnThreads on(threads);
  return call.run(in);
}

// The gradients of all that a call's result depends on, one behind the other.
Tensor<> gradients(const Call& call, int threads) {
  const OnThreads on(threads);
  const Inputs in;
  std::vector<Tensor<>> leaves{in.x, in.y, in.row, in.column};
  for (auto& leaf : leaves) leaf.requires_grad_();
  const auto result = call.run(in);
  if (!result.requires_grad()) return {};
  (result * result).sum().backward();
  std::vector<Tensor<>> found;
  for (const auto& leaf : leaves)
    if (leaf.grad().defined()) found.push_back(leaf.grad().reshape({-1}));
  return cat(found);
}

void expect_equal(const Tensor<>& shared, const Tensor<>& alone, bool exact) {
  constexpr double rounding = 1e-5, small = 1e-3;  // sums of hundreds of products of about 1
  BOOST_TEST((exact ? equal(shared, alone) : allclose(shared, alone, rounding, small)));
}

}  // namespace

BOOST_AUTO_TEST_SUITE(kernels)

BOOST_AUTO_TEST_CASE(threads_share_the_work_and_the_digits_stay) {
  const Inputs in;
  for (const auto& call : calls) {
    const auto alone = run(call, in, 1);
    for (const int threads : {2, 3, 7}) {
      BOOST_TEST_CONTEXT(call.name << " by " << threads << " threads") {
        const auto shared = run(call, in, threads);
        expect_equal(shared, alone, call.exact);
        BOOST_TEST(equal(run(call, in, threads), shared));
      }
    }
  }
}

BOOST_AUTO_TEST_CASE(gradients_too) {
  int with_gradient = 0;
  for (const auto& call : calls) {
    const auto alone = gradients(call, 1);
    if (!alone.defined()) continue;
    ++with_gradient;
    for (const int threads : {2, 5}) {
      BOOST_TEST_CONTEXT(call.name << " by " << threads << " threads") {
        const auto shared = gradients(call, threads);
        expect_equal(shared, alone, call.exact);
        BOOST_TEST(equal(gradients(call, threads), shared));
      }
    }
  }
  BOOST_TEST(with_gradient > 15);
}

BOOST_AUTO_TEST_SUITE_END()

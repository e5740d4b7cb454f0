// 2.3 Automatic differentiation: docs/02/autograd.md
#include <d2l/autograd/graph.hpp>
#include <d2l/book/steps.hpp>
#include <d2l/d2l.hpp>
#include <d2l/plot/graph.hpp>

using namespace d2l;

namespace {

// The example of the book: out is the mean of 3(x + 2)², so its derivative is 6(x + 2)/4, which is 4.5 at x = 1.
void differentiate(const program::Arguments& args, program::Results& results) {
  headline("What is computed from a tensor that requires grad is recorded");
  Tensor<> x, y, z, out;
  SHOW(x = ones({2, 2}).requires_grad_());
  SHOW(y = x + 2);
  SHOW(y.grad_fn());
  SHOW(x.is_leaf());
  SHOW(y.is_leaf());
  SHOW(z = y * y * 3);
  SHOW(out = z.mean());
  if (args.plot) plot::save_graph(to_dot(out, {{"x", x}, {"y", y}, {"z", z}, {"out", out}}), *args.plot);

  headline("Backward");
  DO(out.backward());
  SHOW(x.grad());
  results.emplace_back("grad", x.grad().to_vector());

  headline("Gradients add up until they are cleared");
  DO(x.sum().backward());
  SHOW(x.grad());
  results.emplace_back("accumulated", x.grad().to_vector());
  DO(x.clear_grad());
  DO(x.sum().backward());
  SHOW(x.grad());

  headline("requires_grad later on");
  Tensor<> a, b;
  SHOW(a = randn({2, 2}));
  SHOW(a = a * 3 / (a - 1));
  SHOW(a.requires_grad());
  SHOW(a.requires_grad_());
  SHOW(b = (a * a).sum());
  SHOW(b.grad_fn());
  DO(b.backward());
  SHOW(a.grad());
  results.emplace_back("squares", a.grad().to_vector());
}

void go_back_from_a_vector(program::Results& results) {
  headline("Backward from more than a number: which gradient arrives from behind?");
  Tensor<> x, y, z, v;
  SHOW(x = tensor({1, 2, 3, 4}).requires_grad_());
  SHOW(y = 2 * x);
  SHOW(z = y.view({2, 2}));
  SHOW_ERROR(z.backward());
  SHOW(v = tensor({{1.0, 0.1}, {0.01, 0.001}}));
  DO(z.backward(v));
  SHOW(x.grad());  // 2v: the gradient of the scalar (z * v).sum()
  results.emplace_back("weighted", x.grad().to_vector());

  headline("sum() gives each element the weight 1");
  DO(x.clear_grad());
  DO((2 * x).backward(ones({4})));
  SHOW(x.grad());
  DO(x.clear_grad());
  DO((2 * x).sum().backward());
  SHOW(x.grad());
}

void interrupt(program::Results& results) {
  headline("NoGrad: what is computed meanwhile is not recorded");
  Tensor<> x, y1, y2, y3;
  SHOW(x = tensor(1).requires_grad_());
  SHOW(y1 = x.pow(2));
  {
    const NoGrad no_grad;
    SHOW(y2 = x.pow(3));
  }
  SHOW(y3 = y1 + y2);
  SHOW(y2.requires_grad());
  DO(y3.backward());
  SHOW(x.grad());  // of y1 alone: with y2 it would be 5
  results.emplace_back("no_grad", x.grad().item());
  SHOW_ERROR(y2.backward());

  headline("detach: the same memory, outside the graph");
  SHOW(y2 = x.detach());
  SHOW(y2.requires_grad());
  SHOW(y2.data_ptr() == x.data_ptr());

  headline("data: change a value without a trace");
  SHOW(x = ones({1}).requires_grad_());
  SHOW_ERROR(x *= 100);
  SHOW(y1 = 2 * x);
  SHOW(x.data() *= 100);
  DO(y1.backward());
  SHOW(x);
  SHOW(x.grad());
}

void stumble() {
  headline("Backward twice");
  Tensor<> x, y, q;
  SHOW(x = tensor({1, 2}).requires_grad_());
  SHOW(y = (x * x).sum());
  DO(y.backward());
  SHOW_ERROR(y.backward());
  SHOW(y = (x * x).sum());
  DO(y.backward(retain_graph));
  DO(y.backward());
  SHOW(x.grad());  // 2x, from each of three backwards

  headline("The name now means an op's output");
  SHOW(q = ones({4}).requires_grad_());
  SHOW(q = q.reshape({2, 2}));
  SHOW(q.is_leaf());
  SHOW(q.retain_grad());
  DO(q.sum().backward());
  SHOW(q.grad());
  SHOW(q = ones({4}).requires_grad_().reshape({2, 2}));
  DO(q.sum().backward());
  SHOW_ERROR(q.grad());
}

}  // namespace

void lesson(const program::Arguments& args) {
  program::Results results;
  differentiate(args, results);
  go_back_from_a_vector(results);
  interrupt(results);
  stumble();
  program::save_record(args, {}, results);
}

int main(int argc, char** argv) {
  const auto options = program::Options("autograd", "Automatic differentiation", "2.3").graph();
  return program::run(options, argc, argv, lesson);
}

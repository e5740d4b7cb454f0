// 2.2 Data manipulation: docs/02/tensor.md
#include <functional>

#include <d2l/book/arma_steps.hpp>
#include <d2l/d2l.hpp>
#include <d2l/io/npy.hpp>
#include <d2l/system/temporary_folder.hpp>

using namespace d2l;

namespace {

void create(program::Results& results) {
  headline("Creation");
  Tensor<> x, y;
  SHOW(empty({5, 3}).shape());  // its elements are whatever lay in that memory
  SHOW(x = rand({5, 3}));
  results.emplace_back("rand", x.to_vector());
  SHOW(zeros<long>({5, 3}));
  SHOW(tensor({5.5, 3}));
  SHOW(ones<double>({2, 3}));
  SHOW(y = randn_like(x));
  results.emplace_back("randn_like", y.to_vector());
  SHOW(y.size());
  SHOW(y.shape());
  SHOW(y.numel());
  SHOW(arange(0, 10, 2));
  SHOW(linspace(0, 1, 5));
  SHOW(eye(2, 3));
  SHOW(randperm(5));
}

void calculate(program::Results& results) {
  headline("Arithmetic, in its three forms");
  Tensor<> x, y;
  SHOW(x = rand({2, 3}));
  SHOW(y = rand({2, 3}));
  SHOW(x + y);
  SHOW(add(x, y));
  const auto result = empty({2, 3});
  SHOW(add(x, y, out(result)));  // into memory that is there already
  SHOW(y.add_(x));               // in place: y changes
  results.emplace_back("sum", y.to_vector());
  SHOW(exp(x).sum(1));
  SHOW(y.to<long>());  // another element type is another tensor
  SHOW(x.sum().item());
  SHOW_ERROR(x.item());
}

void sum_and_multiply(program::Results& results) {
  headline("Sums along an axis, products, norms");
  Tensor<> A, B, x;
  SHOW(A = arange(6).view({2, 3}));
  SHOW(A.sum(0));  // axis 0 goes: the rows are added to each other
  SHOW(A.sum(1));
  SHOW(A / A.sum(1, keepdim));  // each row by its own sum
  SHOW(cumsum(A, 0));
  SHOW(A = tensor({{1, 0, 2}, {3, 1, 0}}));
  SHOW(A * A);  // element by element
  SHOW(B = tensor({{1, 2}, {0, 1}, {2, 0}}));
  SHOW(matmul(A, B));
  results.emplace_back("product", matmul(A, B).to_vector());
  SHOW_ERROR(matmul(A, A));
  SHOW(x = tensor({3, -4}));
  SHOW(matmul(B, x));  // each row of B with x
  SHOW(matmul(x, x));
  SHOW(x.norm());  // its length
  SHOW(abs(x).sum());
  results.emplace_back("norms", std::vector{x.norm().item(), abs(x).sum().item()});
}

void index() {
  headline("Indexing shares memory: change the part, and the whole has changed");
  Tensor<> x, y;
  SHOW(x = arange(12).view({3, 4}));
  SHOW(y = x[0]);
  SHOW(y += 100);
  SHOW(x);
  SHOW(x(all, 1));
  SHOW(x(Slice{1, 3}, Slice{0, 4, 2}));
  SHOW(x(-1, 2).item());
  SHOW(x.index_select(1, tensor<long>({3, 0})));  // picked by a tensor: a copy
  SHOW(cat({x, x}, 1).shape());                   // end to end along an axis
  SHOW(stack({x, x}, 0).shape());                 // along a new one
  SHOW((x > 5).sum());                            // how many are
  SHOW_ERROR(x[3]);
}

void reshape() {
  headline("Other shapes of the same memory");
  Tensor<> x, y, copy;
  SHOW(x = arange(15).view({5, 3}));
  SHOW(y = x.view({15}));
  SHOW(x.view({-1, 5}).shape());  // -1 follows from the others
  SHOW(copy = x.clone().view({15}));
  SHOW(x += 1);
  SHOW(y);     // has changed with x
  SHOW(copy);  // has not
  SHOW_ERROR(x.view({4, 4}));
}

// Whether what `make` makes of a tensor has the tensor's memory: write through one side, look at the other.
bool shares(const std::function<Tensor<>(const Tensor<>&)>& make) {
  const auto x = zeros({2, 3}).cpu();  // so that Armadillo, too, can be asked
  const auto y = make(x);
  x.fill_(7);
  return y.reshape({-1})[0].item() == 7;
}

void list_what_shares() {
  headline("What shares memory and what copies, found out by writing into x");
  const std::vector<std::pair<const char*, std::function<Tensor<>(const Tensor<>&)>>> ways{
      {"y = x", [](const auto& x) { return x; }},
      {"y = x[0]", [](const auto& x) { return x[0]; }},
      {"y = x(all, 0)", [](const auto& x) { return x(all, 0); }},
      {"y = x.view({6})", [](const auto& x) { return x.view({6}); }},
      {"y = x.t()", [](const auto& x) { return x.t(); }},
      {"y = x.t().reshape({6})", [](const auto& x) { return x.t().reshape({6}); }},
      {"y = x.detach()", [](const auto& x) { return x.detach(); }},
      {"y = x.expand({4, 2, 3})", [](const auto& x) { return x.expand({4, 2, 3}); }},
      {"y = x.contiguous()", [](const auto& x) { return x.contiguous(); }},
      {"y = x.t().contiguous()", [](const auto& x) { return x.t().contiguous(); }},
      {"y = x.clone()", [](const auto& x) { return x.clone(); }},
      {"y = x + 0", [](const auto& x) { return x + 0; }},
      {"y = x.index_select(0, i)", [](const auto& x) { return x.index_select(0, tensor<long>({0, 1}).cpu()); }},
      {"y = tensor(x.to_vector(), {2, 3})", [](const auto& x) { return tensor(x.to_vector(), {2, 3}); }},
      {"y = from_arma(as_arma_transposed(x))",
       [](const auto& x) { return from_arma(arma::fmat(as_arma_transposed(x))); }}};
  for (const auto& [statement, make] : ways)
    std::cout << fmt::format("{:<40}{}\n", statement, shares(make) ? "shares" : "copies");
}

void compute_linear_algebra(program::Results& results) {
  headline("Linear algebra: by Armadillo, over a tensor's memory where that can be");
  const auto X = tensor<double>({{2, 1, 0}, {1, 3, 1}, {0, 1, 4}});
  const auto x = tensor<double>({1, 2, 3}), y = tensor<double>({0, 1, -1});
  SHOW(X);
  SHOW(mm(X, X));
  SHOW(mv(X, x));
  SHOW(dot(x, y));
  const auto A = as_arma(X);
  const auto a = as_arma(x), b = as_arma(y);
  SHOW(arma::trace(A));
  SHOW(arma::diagvec(A).t());
  SHOW(arma::trimatu(A));
  SHOW(arma::cross(a, b).t());
  SHOW(arma::inv(A));
  SHOW(arma::svd(A).t());
  SHOW(allclose(mm(X, from_arma<double>(arma::inv(A)).to(X.device())), eye<double>(3)));
  SHOW_ERROR(mm(X, ones<double>({2, 3})));
  results.emplace_back("trace", arma::trace(A));
  results.emplace_back("singular_values", arma::conv_to<std::vector<double>>::from(arma::svd(A)));
  results.emplace_back("inverse", from_arma<double>(arma::inv(A)).to_vector());
}

void broadcast() {
  headline("Broadcasting: a size of 1 repeats");
  Tensor<> x, y;
  SHOW(x = arange(1, 3).view({1, 2}));
  SHOW(y = arange(1, 4).view({3, 1}));
  SHOW(x + y);
  SHOW_ERROR(arange(2) + arange(3));
}

void spend_memory() {
  headline("The memory that an operation costs: where do the elements lie?");
  const auto x = ones({2, 2});
  Tensor<> z;
  SHOW(z = ones({2, 2}));
  SHOW(z.data_ptr());
  SHOW(z = z + 1);  // a new tensor, to which the name z now belongs
  SHOW(z.data_ptr());
  SHOW(z += 1);  // into the memory of z
  SHOW(z.data_ptr());
  SHOW(z.copy_(z + x));  // z + x needs memory of its own for a moment
  SHOW(z.data_ptr());
  SHOW(add(z, x, out(z)));  // needs none
  SHOW(z.data_ptr());

  headline("So a view sees z += 1, and does not see z = z + 1");
  Tensor<> base, view;
  SHOW(base = zeros({3}));
  SHOW(view = base.view({3}));
  SHOW(view += 1);
  SHOW(base);
  SHOW(view = view + 1);
  SHOW(view += 1);
  SHOW(base);  // the name `view` has left it
}

void exchange() {
  headline("Exchange with Armadillo: row-major here, column-major there, so shared memory is seen transposed");
  Tensor<> x;
  SHOW(x = arange(6).view({2, 3}).cpu());  // Armadillo knows no other device
  auto M = as_arma_transposed(x);
  SHOW(M);
  SHOW(M(2, 1) = 50);
  SHOW(x);
  SHOW(from_arma(arma::fmat(M.t())));

  headline("Exchange with NumPy: numpy.load and numpy.save read and write the same files");
  const TemporaryFolder folder;
  DO(save_npy(folder / "x.npy", x));
  SHOW(load_npy(folder / "x.npy"));
}

void move_to(Device device) {
  headline("Devices");
  Tensor<> x;
  SHOW(device);  // as --device says; auto takes a GPU where there is one
  SHOW(x = ones({2, 2}).to(device));
  SHOW((x + 1).device());
}

}  // namespace

void lesson(const program::Arguments& args) {
  program::Results results;
  create(results);
  calculate(results);
  sum_and_multiply(results);
  index();
  reshape();
  list_what_shares();
  compute_linear_algebra(results);
  broadcast();
  spend_memory();
  exchange();
  move_to(args.device);
  program::save_record(args, {}, results);
}

int main(int argc, char** argv) {
  return program::run({"tensor", "Tensors: creation, arithmetic, indexing, memory", "2.2"}, argc, argv, lesson);
}

// Every kernel on a GPU beside the CPU, called as the ops call it: element types, sizes that are multiples of nothing,
// layouts, and sizes from which a kernel works otherwise. Whatever lies beside the results must stay as it was.
#include <fstream>
#include <regex>
#include <set>
#include <sstream>
#include <tuple>

#include <d2l/autograd/backward.hpp>
#include <d2l/optim/sgd.hpp>

#include "comparisons.hpp"

using namespace d2l;

namespace {

// --- one function for each kernel

// A template, compiled with the ops alone: so some of them call it.
void map() {
  const auto on_both = [](const auto& op, const auto&... x) {
    BOOST_TEST((op(with_its_layout(x, gpu)...).to_vector() == op(x...).to_vector()));
  };
  const auto copy = [](const auto& x) { return x.clone(); };
  for (const auto n : Sizes{0, 1, 31, 257, 1023, 1025, 5000}) {
    on_both([](const auto& x, const auto& y) { return x * y; }, numbers<float>({n}), numbers<float>({n}));
    on_both([](const auto& x, const auto& y) { return x - y; }, numbers<double>({3, n}), numbers<double>({n}));
    on_both([](const auto& x, const auto& y) { return x > y; }, numbers<float>({n, 1}), numbers<float>({n, 3}));
    on_both(copy, scattered<std::int64_t>({n, 3}));
  }
  on_both(copy, numbers<float>({5, 6, 7, 8}).permute({2, 0, 3, 1}));
  on_both(copy, numbers<std::uint8_t>({1}).expand({4, 300}));
  on_both(  // from a part of its own memory
      [](const auto& x) {
        const auto y = x.clone();
        y(all, Slice{0, 40, 2}).copy_(y(all, Slice{1, 40, 2}));
        return y;
      },
      numbers<float>({30, 40}));
}

// By powers of two, whose products are exact: a GPU rounds a * b + c once.
void update() {
  const auto stepped = [](const Tensor<>& x, const Tensor<>& g) {
    const auto p = with_its_layout(x, x.device()).requires_grad_();
    optim::SGD sgd({p}, {.lr = 0.25, .momentum = 0.5, .weight_decay = 0.5});
    (p * g).sum().backward();
    for (int i = 0; i < 3; ++i) sgd.step();
    return p.detach();
  };
  const auto on_both = [&](const Tensor<>& x, const Tensor<>& g) {
    BOOST_TEST((stepped(with_its_layout(x, gpu), g.to(gpu)).to_vector() == stepped(x, g).to_vector()));
  };
  for (const auto n : Sizes{0, 1, 31, 257, 1025}) {
    on_both(numbers<float>({n, 3}), numbers<float>({n, 3}));
    on_both(scattered<float>({n, 3}), numbers<float>({n, 3}));
    on_both(numbers<float>({3, n}).t(), numbers<float>({n, 3}));
  }
}

template <class T>
void matmul_of() {
  const auto multiply = [](auto device, const auto& C, const auto& A, const auto& B) {
    kernels::matmul(device, C, A, B);
  };
  for (const auto& [n, k, m] : std::vector<std::tuple<std::int64_t, std::int64_t, std::int64_t>>{
           {1, 1, 1}, {31, 33, 35}, {33, 257, 10}, {1, 1025, 3}, {10, 0, 5}, {0, 3, 2}, {2, 3, 0}, {5, 7, 1}}) {
    const auto C = numbers<T>({n, m});
    for (const auto& A : {numbers<T>({n, k}), numbers<T>({k, n}).t(), scattered<T>({n, k})})
      for (const auto& B : {numbers<T>({k, m}), numbers<T>({m, k}).t(), scattered<T>({k, m})})
        compare(20 * rounding<T>, multiply, C, A, B);
    compare(20 * rounding<T>, multiply, C, numbers<T>({1, k}).expand({n, k}), numbers<T>({k, 1}).expand({k, m}));
  }
}

// Outer size, size of the axis, places picked along it, inner size.
const std::vector<std::tuple<std::int64_t, std::int64_t, std::int64_t, std::int64_t>> selections{
    {1, 1, 1, 1}, {1, 33, 31, 37}, {3, 5, 257, 1}, {2, 7, 3, 1025}, {1, 4, 3, 0}, {2, 4, 0, 5}};

template <class T>
void index_select_of() {
  for (const auto& [outer, n, m, inner] : selections)
    compare(
        exact,
        [](auto device, const auto& y, const auto& x, const auto& index) {
          kernels::index_select(device, y, x, index);
        },
        numbers<T>({outer, m, inner}), numbers<T>({outer, n, inner}), randint(0, n, {m}));
}

void gather_images() {
  for (const auto n : uneven)
    compare(
        exact,
        [](auto device, const auto& y, const auto& x, const auto& index) {
          kernels::gather_images(device, y, x, index);
        },
        numbers<float>({n, 49}), randint(0, 256, {40, 49}).to<std::uint8_t>(), randint(0, 40, {n}));
}

template <class T>
void index_add_of() {
  for (const auto& [outer, n, m, inner] : selections)
    compare(
        rounding<T>,
        [](auto device, const auto& x, const auto& y, const auto& index) { kernels::index_add(device, x, y, index); },
        numbers<T>({outer, n, inner}), numbers<T>({outer, m, inner}), randint(0, n, {m}));
}

// Shapes of x, and of an index along an axis.
const std::vector<std::tuple<Shape, Shape, std::int64_t>> gatherings{
    {{33, 10}, {33, 1}, 1},     {{300}, {2000}, 0}, {{4, 5, 6}, {3, 9, 6}, 1}, {{10, 37}, {257, 37}, 0},
    {{3, 5, 7}, {3, 31, 7}, 1}, {{1025}, {33}, 0},  {{4, 3}, {0, 3}, 0},       {{}, {}, 0}};

template <class T>
void gather_of() {
  for (const auto& [of_x, of_index, axis] : gatherings) {
    const auto index = randint(0, of_x.empty() ? 1 : of_x[axis], of_index);
    for (const auto& x : layouts<T>(of_x))
      for (const auto& y : layouts<T>(of_index))
        compare(
            exact,
            [axis = axis](auto device, const auto& to, const auto& from, const auto& places) {
              kernels::gather(device, to, from, axis, places);
            },
            y, x, index);
  }
}

template <class T>
void scatter_add_of() {
  for (const auto& [of_x, of_index, axis] : gatherings) {
    const auto index = randint(0, of_x.empty() ? 1 : of_x[axis], of_index);
    for (const auto& x : layouts<T>(of_x))
      for (const auto& y : layouts<T>(of_index))
        compare(
            rounding<T>,
            [axis = axis](auto device, const auto& to, const auto& from, const auto& places) {
              kernels::scatter_add(device, to, from, axis, places);
            },
            x, y, index);
  }
}

// Each place is written once: of several numbers for one it is the last that stays, which tests/ops proves.
template <class T>
void scatter_of() {
  for (const Shape& shape : {Shape{4}, Shape{3, 5}, Shape{2, 3, 4}}) {
    const auto axis = shape.size() - 1;
    const auto index = argsort(rand(shape), axis);
    for (const auto& x : layouts<T>(shape))
      for (const auto& y : layouts<T>(shape))
        compare(
            exact,
            [axis](auto device, const auto& to, const auto& from, const auto& places) {
              kernels::scatter(device, to, from, axis, places, "scatter: index");
            },
            x, y, index);
  }
}

const std::vector<std::pair<std::int64_t, std::int64_t>> tables{{1, 1},   {33, 10},  {257, 10}, {5, 31}, {31, 33},
                                                                {3, 257}, {2, 1025}, {0, 10},   {300, 2}};

template <class T>
void log_softmax_of() {
  const auto run = [](auto device, const auto& y, const auto& x) { kernels::log_softmax(device, y, x); };
  for (const auto& [rows, columns] : tables) {
    compare(rounding<T>, run, numbers<T>({rows, columns}), numbers<T>({rows, columns}));
    compare(rounding<T>, run, numbers<T>({rows, columns}), numbers<T>({rows, columns}) * 1000);
  }
}

template <class T>
void negative_log_likelihood_of() {
  for (const auto& [rows, columns] : tables)
    for (const auto& loss : layouts<T>({rows}))
      for (const auto& labels : {randint(0, columns, {rows}), randint(0, columns, {1}).expand({rows})})
        compare(
            exact,
            [](auto device, const auto& to, const auto& p, const auto& places) {
              kernels::negative_log_likelihood(device, to, p, places);
            },
            loss, numbers<T>({rows, columns}), labels);
}

template <class T>
void cross_entropy_gradient_of() {
  for (const auto& [rows, columns] : tables) {
    const auto log_p = log_softmax(numbers<T>({rows, columns}), 1);
    for (const auto& dl : {numbers<T>({rows}), numbers<T>({1}).expand({rows}), scattered<T>({rows})})
      compare(
          rounding<T>,
          [](auto device, const auto& dx, const auto& p, const auto& labels, const auto& from_behind) {
            kernels::cross_entropy_gradient(device, dx, p, labels, from_behind);
          },
          numbers<T>({rows, columns}), log_p, randint(0, columns, {rows}), dl);
  }
}

const Comparisons comparisons{
    {"map", map},
    {"update", update},
    {"matmul", [] { matmul_of<float>(), matmul_of<double>(); }},
    {"index_select",
     [] {
       index_select_of<float>(), index_select_of<double>(), index_select_of<std::int64_t>();
       index_select_of<std::uint8_t>(), index_select_of<bool>();
     }},
    {"gather_images", gather_images},
    {"index_add", [] { index_add_of<float>(), index_add_of<double>(); }},
    {"gather",
     [] {
       gather_of<float>(), gather_of<double>(), gather_of<std::int64_t>();
       gather_of<std::uint8_t>(), gather_of<bool>();
     }},
    {"scatter_add", [] { scatter_add_of<float>(), scatter_add_of<double>(); }},
    {"scatter", [] { scatter_of<float>(), scatter_of<double>(), scatter_of<std::int64_t>(); }},
    {"log_softmax", [] { log_softmax_of<float>(), log_softmax_of<double>(); }},
    {"negative_log_likelihood", [] { negative_log_likelihood_of<float>(), negative_log_likelihood_of<double>(); }},
    {"cross_entropy_gradient", [] { cross_entropy_gradient_of<float>(), cross_entropy_gradient_of<double>(); }}};

// What compares the kernel of this name; nothing where there is nothing.
std::function<void()> comparison(const std::string& name) {
  for (const auto& list : {comparisons, image_comparisons(), reduction_comparisons()})
    if (const auto found = list.find(name); found != list.end()) return found->second;
  return {};
}

// The kernels that d2l/kernels/kernels.hpp declares.
std::set<std::string> declared_kernels() {
  std::ostringstream text;
  text << std::ifstream(D2L_SOURCE_DIR "/d2l/kernels/kernels.hpp").rdbuf();
  const auto header = text.str();
  static const std::regex kernel(R"(\nvoid (\w+)\(Cuda)");
  std::set<std::string> names;
  for (std::sregex_iterator match(header.begin(), header.end(), kernel), end; match != end; ++match)
    names.insert((*match)[1]);
  return names;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(cuda_kernels, *boost::unit_test::precondition(any_gpu))

BOOST_AUTO_TEST_CASE(every_kernel_leaves_what_that_of_the_cpu_leaves) {
  manual_seed(5);
  for (const auto& name : declared_kernels()) BOOST_TEST_CONTEXT(name) {
      const auto compare_kernel = comparison(name);
      BOOST_REQUIRE_MESSAGE(compare_kernel, name << " is compared with nothing");
      compare_kernel();
    }
}

BOOST_AUTO_TEST_CASE(the_kernels_are_read_from_their_header) {
  BOOST_TEST(declared_kernels().size() == 30U);
  BOOST_TEST(declared_kernels().contains("cross_entropy_gradient"));
}

BOOST_AUTO_TEST_SUITE_END()

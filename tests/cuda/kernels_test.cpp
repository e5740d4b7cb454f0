// Every kernel on a GPU beside the CPU, called as the ops call it: element types, sizes that are multiples of nothing,
// layouts, and sizes from which a kernel works otherwise. Whatever lies beside the results must stay as it was.
#include <cmath>
#include <device_kinds.hpp>
#include <fstream>
#include <functional>
#include <limits>
#include <map>
#include <regex>
#include <set>
#include <sstream>
#include <tuple>

#include <boost/test/unit_test.hpp>

#include <d2l/ops/ops.hpp>

#include "support/cuda.hpp"

using namespace d2l;

namespace {

using Sizes = std::vector<std::int64_t>;
const Sizes uneven{1, 31, 33, 257, 1025};

constexpr double exact = 0;
template <class T>
constexpr double rounding = std::same_as<T, float> ? 2e-6 : 1e-13;

template <class T>
Tensor<T> numbers(const Shape& shape) {
  if constexpr (std::floating_point<T>)
    return randn<T>(shape);
  else
    return randint(0, 100, shape).to<T>();  // many of them equal
}

// Every other element along each axis of a larger tensor, with the axes in the opposite order in memory.
template <class T>
Tensor<T> scattered(const Shape& shape) {
  Dims sizes, axes;
  for (auto axis = shape.size(); axis-- > 0;) {
    sizes.push_back(2 * shape[axis] + 1);
    axes.push_back(axis);
  }
  auto x = numbers<T>(sizes).permute(axes);
  for (std::int64_t axis = 0; axis < shape.size(); ++axis) x = x.slice(axis, 1, INT64_MAX, 2);
  return x;
}

template <class T>
std::vector<Tensor<T>> layouts(const Shape& shape) {
  return {numbers<T>(shape), scattered<T>(shape)};
}

// All of the memory that a tensor is a part of.
template <class T>
std::vector<T> memory_of(const Tensor<T>& x) {
  const auto n = static_cast<std::int64_t>(x.storage()->bytes() / sizeof(T));
  return Tensor<T>(x.storage(), 0, {n}, {1}).to_vector();
}

template <class T>
void expect_equal(const Tensor<T>& on_gpu, const Tensor<T>& on_cpu, double tolerance) {
  const auto x = memory_of(on_gpu), right = memory_of(on_cpu);
  BOOST_REQUIRE(x.size() == right.size());
  for (std::size_t i = 0; i < x.size(); ++i) {
    const auto a = static_cast<double>(x[i]), b = static_cast<double>(right[i]);
    const bool equal = a == b || (std::isnan(a) && std::isnan(b));
    if (equal || std::abs(a - b) <= tolerance * std::max(1.0, std::abs(b))) continue;
    BOOST_ERROR("element " << i << " in memory is " << a << " on the GPU, " << b << " on the CPU");
    return;
  }
}

// Lets `kernel(device, tensors...)` run on copies of the tensors on either device; their memories must be equal then.
template <class Kernel, class... T>
void compare(double tolerance, const Kernel& kernel, const Tensor<T>&... tensors) {
  const auto run_on = [&](Device device) {
    const auto there = std::tuple(with_its_layout(tensors, device)...);
    kernels::on(std::get<0>(there),
                [&](auto kind) { std::apply([&](const auto&... x) { kernel(kind, x...); }, there); });
    return there;
  };
  const auto right = run_on(Device{}), result = run_on(gpu);
  [&]<std::size_t... i>(std::index_sequence<i...>) {
    (expect_equal(std::get<i>(result), std::get<i>(right), tolerance), ...);
  }(std::index_sequence_for<T...>());
}

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

// The shape with size 1 along these axes.
Shape reduced(Shape shape, const Dims& axes) {
  for (const auto axis : axes) shape[axis] = 1;
  return shape;
}

// Shapes and axes: whole, rows, columns, the middle; few and many of each, and so many that they are reduced in two
// stages.
const std::vector<std::pair<Shape, Dims>> reductions{
    {{}, {}},          {{1}, {0}},      {{1025}, {0}},     {{33, 37}, {0, 1}}, {{33, 37}, {0}},  {{33, 37}, {1}},
    {{3, 257}, {1}},   {{257, 3}, {0}}, {{1025, 2}, {1}},  {{2, 1025}, {0}},   {{3, 5, 7}, {1}}, {{3, 5, 7}, {0, 2}},
    {{5, 33, 3}, {1}}, {{40000}, {0}},  {{3, 20000}, {1}}, {{20000, 3}, {0}},  {{6, 6}, {}}};

template <class T>
void sum_of() {
  using S = typename Tensor<T>::Sum;
  const auto add_up = [](const Dims& axes) {
    return [&axes](auto device, const auto& y, const auto& x) { kernels::sum(device, y, x, axes); };
  };
  for (const auto& [shape, axes] : reductions)
    for (const auto& x : layouts<T>(shape))
      for (const auto& y : layouts<S>(reduced(shape, axes)))
        BOOST_TEST_CONTEXT(to_string(shape) << " over " << to_string(axes))
  compare(rounding<S>, add_up(axes), y, x);
  compare(exact, add_up({0}), numbers<S>({1, 3}), numbers<T>({0, 3}));
  compare(exact, add_up({0}), numbers<S>({1, 0}), numbers<T>({3, 0}));
  compare(rounding<S>, add_up({1}), numbers<S>({4, 1}), numbers<T>({4, 1}).expand({4, 33}));
}

template <class T>
void max_of() {
  const auto find = [](const Dims& axes) {
    return [&axes](auto device, const auto& values, const auto& places, const auto& x) {
      kernels::max(device, values, places, x, axes);
    };
  };
  for (const auto& [shape, axes] : reductions)
    for (const auto& x : layouts<T>(shape))
      for (const auto& values : layouts<T>(reduced(shape, axes)))
        BOOST_TEST_CONTEXT(to_string(shape) << " over " << to_string(axes))
  compare(exact, find(axes), values, numbers<std::int64_t>(reduced(shape, axes)), x);
  if constexpr (std::floating_point<T>) {
    auto x = numbers<T>({6, 300});
    x.at(0, 7) = x.at(0, 290) = std::numeric_limits<T>::quiet_NaN();
    x.at(1, 3) = std::numeric_limits<T>::infinity();
    x[2].fill_(-std::numeric_limits<T>::infinity());
    x[3].fill_(T(4));
    compare(exact, find({1}), numbers<T>({6, 1}), numbers<std::int64_t>({6, 1}), x);
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

const std::map<std::string, std::function<void()>> comparisons{
    {"map", map},
    {"matmul", [] { matmul_of<float>(), matmul_of<double>(); }},
    {"sum", [] { sum_of<float>(), sum_of<double>(), sum_of<std::int64_t>(), sum_of<std::uint8_t>(), sum_of<bool>(); }},
    {"max", [] { max_of<float>(), max_of<double>(), max_of<std::int64_t>(), max_of<std::uint8_t>(); }},
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
    {"log_softmax", [] { log_softmax_of<float>(), log_softmax_of<double>(); }},
    {"negative_log_likelihood", [] { negative_log_likelihood_of<float>(), negative_log_likelihood_of<double>(); }},
    {"cross_entropy_gradient", [] { cross_entropy_gradient_of<float>(), cross_entropy_gradient_of<double>(); }}};

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
      BOOST_REQUIRE_MESSAGE(comparisons.contains(name), name << " is compared with nothing");
      comparisons.at(name)();
    }
}

BOOST_AUTO_TEST_CASE(the_kernels_are_read_from_their_header) {
  BOOST_TEST(declared_kernels().size() == 12U);
  BOOST_TEST(declared_kernels().contains("cross_entropy_gradient"));
}

BOOST_AUTO_TEST_SUITE_END()

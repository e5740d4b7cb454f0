#include <cstdlib>
#include <fstream>
#include <iomanip>
#include <sstream>
#include <string>
#include <vector>

#include <boost/test/unit_test.hpp>
#include <fmt/ranges.h>
#include <nlohmann/json.hpp>

#include <d2l/core/fmt.hpp>
#include <d2l/core/print.hpp>
#include <d2l/nn/parameter.hpp>
#include <d2l/ops/ops.hpp>

using namespace d2l;

namespace {

// The values of a case fill its tensor in row-major order, again from the first when they run out; floats are text.
template <class T>
Tensor<T> make(const nlohmann::json& expected) {
  Dims shape;
  for (const auto& size : expected["shape"]) shape.push_back(size);
  auto x = empty<T>(shape);
  const auto& values = expected["values"];
  for (std::int64_t i = 0; i < x.numel(); ++i) {
    const auto& value = values[static_cast<std::size_t>(i) % values.size()];
    x.data_ptr()[i] = static_cast<T>(value.is_string() ? std::strtod(value.get<std::string>().c_str(), nullptr) : 0);
    if (value.is_number()) x.data_ptr()[i] = static_cast<T>(value.get<std::int64_t>());
  }
  return x;
}

// As the case says, and as the transpose of the transpose in memory.
template <class T>
void check(const nlohmann::json& expected) {
  auto x = make<T>(expected);
  if constexpr (std::floating_point<T>)
    if (expected["requires_grad"]) x.requires_grad_();
  const auto text = expected["text"].get<std::string>();
  BOOST_TEST(to_string(x) == text);
  if (x.dim() < 2 || x.requires_grad()) return;
  const auto strided = x.transpose(0, -1).contiguous().transpose(0, -1);
  BOOST_TEST(to_string(strided) == text);
}

}  // namespace

BOOST_AUTO_TEST_SUITE(print)

BOOST_AUTO_TEST_CASE(tensors_print_as_in_pytorch) {
  const auto cases = nlohmann::json::parse(std::ifstream(D2L_FIXTURES_DIR "/printing.json"));
  for (const auto& expected : cases) {
    const auto type = expected["type"].get<std::string>();
    if (type == "float32") check<float>(expected);
    if (type == "float64") check<double>(expected);
    if (type == "int64") check<std::int64_t>(expected);
    if (type == "uint8") check<std::uint8_t>(expected);
    if (type == "bool") check<bool>(expected);
  }
  BOOST_TEST(cases.size() > 100);
}

BOOST_AUTO_TEST_CASE(the_op_that_made_a_tensor_is_named) {
  const auto x = ones({2}).requires_grad_();
  std::ostringstream text;
  text << x * 2 + x;
  BOOST_TEST(text.str() == "tensor([3., 3.], grad_fn=<add>)");
}

BOOST_AUTO_TEST_CASE(shapes_strides_and_devices_go_into_streams) {
  const auto x = zeros({2, 1, 5});
  std::ostringstream text;
  text << x.shape() << ' ' << x.strides() << ' ' << x[0][0].shape() << ' ' << Shape{} << ' ' << x.device() << ' '
       << Device{Device::Kind::cuda, 3} << '|' << std::setw(8) << Shape{0, 4} << '|';
  BOOST_TEST(text.str() == "(2, 1, 5) (5, 5, 1) (5,) () cpu cuda:3|  (0, 4)|");
}

BOOST_AUTO_TEST_CASE(fmt_formats_them_too) {
  const auto x = tensor({1.5, -2});
  BOOST_TEST(fmt::format("{} {} {} {}", x, x.shape(), x.strides(), x.device()) ==
             "tensor([ 1.5000, -2.0000]) (2,) (1,) cpu");
  BOOST_TEST(fmt::format("[{:>9}] [{:<8}] [{:*^7}]", Shape{3, 4}, Strides{4, 1}, Device{}) ==
             "[   (3, 4)] [(4, 1)  ] [**cpu**]");
  BOOST_TEST(fmt::format("{:.6}", tensor<std::int64_t>({7})) == "tensor");
  BOOST_TEST(fmt::format("{:.2f} {}", tensor({0.125F, 2}).at(0), tensor<std::int64_t>({7}).at(0)) == "0.12 7");
  BOOST_TEST(fmt::format("{}", nn::Parameter(ones({1}))) == "tensor([1.], requires_grad=True)");
  BOOST_TEST(fmt::format("{}", fmt::join(std::vector{Shape{1}, Shape{2, 3}}, " and ")) == "(1,) and (2, 3)");
}

BOOST_AUTO_TEST_SUITE_END()

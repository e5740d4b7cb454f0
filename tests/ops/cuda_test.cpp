// Every record on a GPU beside the CPU: the same values, gradients and errors, from inputs of the same layout.
#include "support/cuda.hpp"

#include <algorithm>
#include <cmath>
#include <regex>

#include <boost/test/unit_test.hpp>

#include <d2l/ops/ops.hpp>

#include "samples.hpp"

using namespace d2l;

namespace {

template <class T>
using Op = std::function<Tensor<T>(const List<T>&)>;

// How far apart the numbers of two devices may be, of those that are rounded on the way.
template <class T>
constexpr double rounding = std::same_as<T, float> ? 1e-5 : 1e-12;

template <class F>
void for_each_sample(F f) {
  for (const auto& record : all_records())
    for (const auto& sample : record.samples) BOOST_TEST_CONTEXT(record.name << ": " << sample.label) f(record, sample);
}

template <class T>
void expect_equal(const Tensor<T>& on_gpu, const Tensor<T>& on_cpu, double tolerance) {
  BOOST_REQUIRE(on_gpu.shape() == on_cpu.shape());
  const auto x = on_gpu.to_vector(), right = on_cpu.to_vector();
  for (std::size_t i = 0; i < x.size(); ++i) {
    const auto a = static_cast<double>(x[i]), b = static_cast<double>(right[i]);
    const bool equal = a == b || (std::isnan(a) && std::isnan(b));
    if (equal || std::abs(a - b) <= tolerance * std::max(1.0, std::abs(b))) continue;
    BOOST_ERROR("element " << i << " is " << a << " on the GPU, " << b << " on the CPU");
    return;
  }
}

template <class T>
List<T> with_their_layouts(const List<T>& inputs, Device device) {
  List<T> result;
  for (const auto& x : inputs) result.push_back(with_its_layout(x, device));
  return result;
}

// What a call comes to on a device; the gradients are those of its inputs, for fixed numbers that arrive from behind.
template <class T>
struct Result {
  Tensor<T> value;
  List<T> gradients;
};

template <class T>
Result<T> call(const Op<T>& op, const List<T>& inputs, Device device) {
  const NewTensorsOn here(device);
  auto x = with_their_layouts(inputs, device);
  if constexpr (std::floating_point<T>)
    for (auto& input : x) input.requires_grad_();
  Result<T> result{op(x), {}};
  if constexpr (std::floating_point<T>) {
    if (!result.value.requires_grad()) return result;
    result.value.backward(with_its_layout(sample(result.value.shape()).template to<T>(), device));
    for (const auto& input : x) result.gradients.push_back(input.grad());
  }
  return result;
}

template <class T>
void compare(const Record& record, const Op<T>& op, const List<T>& inputs) {
  if (!op) return;
  const auto right = call(op, inputs, Device{});
  const auto result = call(op, inputs, gpu);
  BOOST_TEST((result.value.device() == gpu));
  expect_equal(result.value, right.value, record.is_rounded ? rounding<T> : 0);
  BOOST_REQUIRE(result.gradients.size() == right.gradients.size());
  for (std::size_t i = 0; i < right.gradients.size(); ++i) {
    BOOST_REQUIRE(result.gradients[i].defined() == right.gradients[i].defined());
    if (right.gradients[i].defined()) expect_equal(result.gradients[i], right.gradients[i], rounding<T>);
  }
}

// What an op says that cannot go on: at once, or, of an index on a GPU, when something is read from there. Which
// example it was is known to the CPU alone, and how much memory there is differs.
std::string complaint(const std::function<void()>& op, Device device) {
  const NewTensorsOn here(device);
  try {
    op();
    (void)zeros({}).item();
    return "";
  } catch (const MemoryError&) {
    return "MemoryError";
  } catch (const Error& error) {
    return std::string(typeid(error).name()) + ": " +
           std::regex_replace(error.what(), std::regex(" of example [0-9]+"), "");
  }
}

}  // namespace

BOOST_AUTO_TEST_SUITE(cuda, *boost::unit_test::precondition(any_gpu))

BOOST_AUTO_TEST_CASE(values_and_gradients_are_those_of_the_cpu) {
  for_each_sample([](const Record& record, const Sample& sample) {
    compare(record, record.in_double, sample.inputs);
    compare(record, record.in_float, converted<float>(sample.inputs));
  });
}

BOOST_AUTO_TEST_CASE(values_of_the_other_types_are_those_of_the_cpu) {
  for_each_sample([](const Record& record, const Sample& sample) {
    const auto whole = converted<std::int64_t>(sample.inputs);
    compare(record, record.in_int64, whole);
    List<std::uint8_t> bytes;
    for (const auto& x : whole) bytes.push_back(x.to<std::uint8_t>());
    compare(record, record.in_uint8, bytes);
    compare(record, record.in_bool, converted<bool>(sample.inputs));
  });
}

BOOST_AUTO_TEST_CASE(the_layout_of_the_inputs_does_not_matter) {
  for_each_sample([](const Record& record, const Sample& sample) {
    List<double> inputs;
    for (const auto& x : sample.inputs) inputs.push_back(scattered(x));
    compare(record, record.in_double, inputs);
  });
}

BOOST_AUTO_TEST_CASE(the_forms_in_place_and_with_out_give_the_same) {
  for_each_sample([](const Record& record, const Sample& sample) {
    const auto tolerance = record.is_rounded ? rounding<double> : 0;
    // Changes the first of the tensors on each device.
    const auto compare_changed = [&](const List<double>& tensors,
                                     const std::function<void(const List<double>&)>& form) {
      const auto here = with_their_layouts(tensors, Device{}), there = with_their_layouts(tensors, gpu);
      BOOST_TEST(complaint([&] { form(there); }, gpu) == complaint([&] { form(here); }, Device{}));
      expect_equal(there[0], here[0], tolerance);
    };
    if (record.in_place && !sample.inputs.empty()) {
      auto inputs = sample.inputs;
      compare_changed(inputs, record.in_place);
      inputs[0] = scattered(inputs[0]);
      compare_changed(inputs, record.in_place);
    }
    if (record.into) {
      const auto shape = record.in_double(sample.inputs).shape();
      for (const auto& target : {full<double>(shape, -5), scattered(full<double>(shape, -5))}) {
        auto tensors = sample.inputs;
        tensors.insert(tensors.begin(), target);
        compare_changed(tensors, [&](const List<double>& x) { record.into({x.begin() + 1, x.end()}, x[0]); });
      }
    }
  });
}

BOOST_AUTO_TEST_CASE(errors_are_those_of_the_cpu) {
  for (const auto& record : all_records())
    for (const auto& wrong : record.wrongs) BOOST_TEST_CONTEXT(record.name << ": " << wrong.label) {
        const auto right = complaint(wrong.call, Device{});
        BOOST_TEST(!right.empty());
        BOOST_TEST(complaint(wrong.call, gpu) == right);
      }
}

BOOST_AUTO_TEST_SUITE_END()

// Every op against its record: record.hpp.
#include <algorithm>
#include <cmath>

#include <boost/test/unit_test.hpp>

#include <d2l/autograd/grad_mode.hpp>
#include <d2l/autograd/gradcheck.hpp>
#include <d2l/ops/ops.hpp>

#include "plain.hpp"
#include "samples.hpp"

using namespace d2l;

namespace {

// Calls f(record, sample) for each sample of each record, with both named if a check fails.
template <class F>
void for_each_sample(F f) {
  for (const auto& record : all_records())
    for (const auto& sample : record.samples) BOOST_TEST_CONTEXT(record.name << ": " << sample.label) f(record, sample);
}

Plain reference(const Record& record, const Sample& sample) {
  std::vector<Plain> inputs;
  for (const auto& x : sample.inputs) inputs.push_back(plain(x));
  return record.reference(inputs);
}

template <class T>
void expect_equal(const Tensor<T>& x, const Plain& expected, double tolerance) {
  const Places shape(x.shape().begin(), x.shape().end());
  BOOST_REQUIRE_EQUAL_COLLECTIONS(shape.begin(), shape.end(), expected.shape.begin(), expected.shape.end());
  const auto values = plain(x.template to<double>()).values;
  for (std::size_t i = 0; i < values.size(); ++i) {
    const double right = expected.values[i];
    if (std::isnan(right) || std::isinf(right))
      BOOST_TEST((std::isnan(right) ? std::isnan(values[i]) : values[i] == right));
    else
      BOOST_CHECK_SMALL((values[i] - right) / std::max(1.0, std::abs(right)), tolerance);
  }
}

// An expanded tensor as it was before: each element of memory once, as finite differences need it.
Tensor<double> without_repeats(const Tensor<double>& x) {
  auto base = x;
  for (std::int64_t axis = 0; axis < x.dim(); ++axis)
    if (x.strides()[axis] == 0 && x.size(axis) > 1) base = base.slice(axis, 0, 1);
  return base;
}

// Finite differences call the op twice for each number.
bool too_large_for_differences(const Sample& sample) {
  constexpr std::int64_t most = 200;
  return std::ranges::any_of(sample.inputs, [](const auto& x) { return x.numel() > most; });
}
bool repeats(const Tensor<double>& x) { return without_repeats(x).numel() != x.numel(); }

}  // namespace

BOOST_AUTO_TEST_SUITE(ops)

BOOST_AUTO_TEST_CASE(values_are_those_of_the_plain_formula) {
  for_each_sample([](const Record& record, const Sample& sample) {
    const auto expected = reference(record, sample);
    expect_equal(record.in_double(sample.inputs), expected, 1e-12);
    if (record.in_float) expect_equal(record.in_float(converted<float>(sample.inputs)), expected, 4e-6);
  });
}

BOOST_AUTO_TEST_CASE(integers_have_the_values_of_the_plain_formula) {
  for (const auto& record : all_records()) {
    if (!record.in_int64) continue;
    for (const auto& sample : record.samples) BOOST_TEST_CONTEXT(record.name << ": " << sample.label) {
        const auto whole = converted<std::int64_t>(sample.inputs);
        std::vector<Plain> inputs;
        for (const auto& x : whole) inputs.push_back(plain(x.to<double>()));
        expect_equal(record.in_int64(whole), record.reference(inputs), 0.5e-12);
      }
  }
}

BOOST_AUTO_TEST_CASE(gradients_are_finite_differences) {
  for_each_sample([](const Record& record, const Sample& sample) {
    if (!record.differentiable || too_large_for_differences(sample)) return;
    List<double> bases;
    for (const auto& x : sample.inputs) bases.push_back(without_repeats(x));
    const auto op = [&](const List<double>& inputs) {
      auto expanded = inputs;
      for (std::size_t i = 0; i < inputs.size(); ++i) expanded[i] = inputs[i].expand(sample.inputs[i].shape());
      return record.in_double(expanded);
    };
    BOOST_CHECK_LT(gradcheck(op, bases), 1e-6);
  });
}

BOOST_AUTO_TEST_CASE(an_op_that_is_not_differentiable_records_nothing) {
  for_each_sample([](const Record& record, const Sample& sample) {
    if (record.differentiable) return;
    List<double> inputs;
    for (const auto& x : sample.inputs) inputs.push_back(x.detach().requires_grad_());
    BOOST_TEST(!record.in_double(inputs).requires_grad());
  });
}

BOOST_AUTO_TEST_CASE(the_layout_of_the_inputs_does_not_matter) {
  for_each_sample([](const Record& record, const Sample& sample) {
    List<double> inputs;
    for (const auto& x : sample.inputs) inputs.push_back(scattered(x));
    expect_equal(record.in_double(inputs), reference(record, sample), 1e-12);
  });
}

BOOST_AUTO_TEST_CASE(the_form_in_place_gives_the_same_values_and_gradients) {
  for_each_sample([](const Record& record, const Sample& sample) {
    if (!record.in_place || sample.inputs.empty()) return;
    const auto expected = reference(record, sample);
    const auto& first = sample.inputs[0];
    if (expected.shape != plain(first).shape) return;  // the result would not fit into the first input
    for (const bool gaps : {false, true}) {
      auto inputs = sample.inputs;
      inputs[0] = gaps ? scattered(first) : first.clone();
      record.in_place(inputs);
      expect_equal(inputs[0], expected, 1e-12);
    }
    if (repeats(first)) {
      BOOST_CHECK_THROW(record.in_place(sample.inputs), ShapeError);
      return;
    }
    const auto in_place = [&](const List<double>& inputs) {
      auto copies = inputs;
      copies[0] = inputs[0].clone();
      record.in_place(copies);
      return copies[0];
    };
    if (record.differentiable && !too_large_for_differences(sample))
      BOOST_CHECK_LT(gradcheck(in_place, sample.inputs), 1e-6);
  });
}

BOOST_AUTO_TEST_CASE(the_form_with_out_writes_into_the_given_tensor) {
  for_each_sample([](const Record& record, const Sample& sample) {
    if (!record.into) return;
    const auto expected = reference(record, sample);
    Shape shape;
    for (const auto size : expected.shape) shape.push_back(size);
    for (const bool gaps : {false, true}) {
      auto target = full<double>(shape, -5);
      if (gaps) target = scattered(target);
      const auto* const memory = target.data_ptr();
      record.into(sample.inputs, target);
      expect_equal(target, expected, 1e-12);
      BOOST_TEST(target.data_ptr() == memory);
    }
    shape.push_back(2);
    BOOST_CHECK_THROW(record.into(sample.inputs, zeros<double>(shape)), ShapeError);
    if (sample.inputs.empty() || !record.differentiable) return;
    auto inputs = sample.inputs;
    inputs[0] = inputs[0].detach().requires_grad_();
    shape.erase(shape.size() - 1);
    BOOST_CHECK_THROW(record.into(inputs, zeros<double>(shape)), AutogradError);
    const NoGrad no_grad;
    record.into(inputs, zeros<double>(shape));
  });
}

BOOST_AUTO_TEST_CASE(wrong_inputs_give_the_error_that_the_record_names) {
  for (const auto& record : all_records())
    for (const auto& wrong : record.wrongs) BOOST_TEST_CONTEXT(record.name << ": " << wrong.label) {
        try {
          wrong.call();
          BOOST_ERROR("no error");
        } catch (const Error& error) {
          BOOST_TEST((typeid(error) == *wrong.error), error.what());
          BOOST_TEST(std::string(error.what()).find(wrong.said) != std::string::npos, error.what());
        }
      }
}

BOOST_AUTO_TEST_SUITE_END()

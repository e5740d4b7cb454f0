// Random calls of every op, held against plain references: the right values or the documented error, nothing else.
//
// The calls are the same in each run. Others, and more, come by the environment:
//   D2L_PROPERTY_SEED=N   draw other calls
//   D2L_PROPERTY_CALLS=N  so many for each property
#include <cstdlib>
#include <map>
#include <set>
#include <sstream>

#include <boost/test/unit_test.hpp>
#include <fmt/format.h>

#include <d2l/ops/ops.hpp>

#include "ops/public_ops.hpp"
#include "runner.hpp"

using namespace d2l;

namespace {

constexpr int usual_calls = 1500;

std::uint64_t from_environment(const char* name, std::uint64_t otherwise) {
  const char* text = std::getenv(name);
  return text ? std::stoull(text) : otherwise;
}

// Ops that give nothing but zeros; no number that is drawn is NaN.
bool gives_zeros(const std::string& op) {
  return op == "zeros" || op == "zeros_like" || op == "isnan" || op == "logical_not";
}

std::string failure_of(const std::function<void(Trial&)>& call) {
  Tally tally;
  return failure_of({"test", call}, 1, 500, tally);
}
bool says(const std::string& failure, const std::string& what) { return failure.find(what) != std::string::npos; }

}  // namespace

BOOST_AUTO_TEST_SUITE(properties)

BOOST_AUTO_TEST_CASE(every_public_op_has_a_property) {
  std::set<std::string> tried;
  for (const auto& property : all_properties()) tried.insert(property.op);
  for (const auto& [name, header] : public_ops())
    BOOST_TEST(tried.contains(name), name << " of d2l/ops/" << header << " has no property");
}

BOOST_AUTO_TEST_CASE(every_op_gives_the_right_values_or_the_documented_error) {
  const auto seed = from_environment("D2L_PROPERTY_SEED", 1);
  const auto calls = static_cast<int>(from_environment("D2L_PROPERTY_CALLS", usual_calls));
  std::map<std::string, Tally> tallies;
  for (const auto& property : all_properties()) {
    Tally tally;
    const auto failure = failure_of(property, seed, calls, tally);
    if (failure.empty()) tallies[property.op] += tally;
    BOOST_TEST(failure.empty(), property.op << ": " << failure << "\n  (again with D2L_PROPERTY_SEED=" << seed
                                            << " D2L_PROPERTY_CALLS=" << calls << ")");
  }

  auto table =
      fmt::format("{:14}{:>8}{:>10}{:>8}{:>8}{:>8}{:>8}\n", "op", "calls", "numbers", "errors", "empty", "zero", "NaN");
  std::int64_t total = 0;
  for (const auto& [op, tally] : tallies) {
    table += fmt::format("{:14}{:>8}{:>10}{:>8}{:>8}{:>8}{:>8}\n", op, tally.calls, tally.numbers, tally.errors,
                         tally.empty, tally.zero, tally.nan);
    total += tally.calls;
    BOOST_TEST(tally.calls >= calls, op);
    const auto nothing = tally.errors + tally.empty + tally.nan + (gives_zeros(op) ? 0 : tally.zero);
    BOOST_TEST(2 * nothing < tally.calls,
               op << ": " << nothing << " of " << tally.calls << " calls come to an error, no number, zeros or NaN");
  }
  BOOST_TEST_MESSAGE(table << total << " calls, seed " << seed);
  if (calls >= usual_calls) BOOST_TEST(total >= 100'000);
}

// That the judge sees what is wrong: each of these ops is.

BOOST_AUTO_TEST_CASE(a_wrong_number_is_found_in_the_smallest_tensor_that_has_it) {
  const auto failure = failure_of([](Trial& t) {
    const auto& x = t.tensor(all_types, t.shape(), Values::any);
    t.expect([&] { return x.numbers; },
             [&] {
               return applied(x, [](const auto& y) {
                 const auto z = y.clone();
                 if (z.numel() > 2) z.data_ptr()[2] = 77;
                 return z;
               });
             });
  });
  BOOST_TEST(says(failure, "element 2 of (3,) is 77, not 3\n  double (3,), strides (1,), offset 0: 1 2 3"), failure);
}

BOOST_AUTO_TEST_CASE(a_wrong_shape_is_found) {
  const auto failure = failure_of([](Trial& t) {
    const auto& x = t.tensor(all_types, t.shape(), Values::any);
    t.expect([&] { return x.numbers; },
             [&] { return applied(x, [](const auto& y) { return y.clone().reshape({-1, 1}); }); });
  });
  BOOST_TEST(says(failure, "shape (1, 1), not ()"), failure);
}

BOOST_AUTO_TEST_CASE(an_error_of_another_type_and_a_missing_one_are_found) {
  const auto other = failure_of([](Trial& t) {
    t.refused_if<ShapeError>(true);
    t.expect([] { return Plain(); }, []() -> AnyTensor { throw IndexError("no"); });
  });
  BOOST_TEST(says(other, "the wrong type of error: no"), other);
  const auto missing = failure_of([](Trial& t) {
    t.refused_if<ShapeError>(true);
    t.expect([] { return Plain(); }, [] { return zeros({2}); });
  });
  BOOST_TEST(says(missing, "no error, but float (2,)"), missing);
  const auto needless =
      failure_of([](Trial& t) { t.expect([] { return Plain(); }, []() -> AnyTensor { throw IndexError("no"); }); });
  BOOST_TEST(says(needless, "an unexpected error: no"), needless);
  const auto foreign = failure_of(
      [](Trial& t) { t.expect([] { return Plain(); }, []() -> AnyTensor { throw std::out_of_range("no"); }); });
  BOOST_TEST(says(foreign, "not an error of d2l's: no"), foreign);
}

BOOST_AUTO_TEST_CASE(a_changed_input_is_found) {
  const auto failure = failure_of([](Trial& t) {
    const auto& x = t.tensor(all_types, t.shape(), Values::any);
    t.expect([] { return Plain{{}, {0}}; },
             [&] {
               return applied(x, []<class T>(const Tensor<T>& y) {
                 if (y.numel() > 0) *y.data_ptr() = T(0);
                 return full<T>({}, T(0));
               });
             });
  });
  BOOST_TEST(says(failure, "memory was changed that is not the result's"), failure);
}

BOOST_AUTO_TEST_CASE(a_change_beside_the_elements_is_found) {
  const auto failure = failure_of([](Trial& t) {
    const auto& x = t.tensor(all_types, t.shape(), Values::any);
    t.changes(x);
    t.expect([&] { return x.numbers; },
             [&] {
               return applied(x, []<class T>(const Tensor<T>& y) {
                 *reinterpret_cast<T*>(y.storage()->data()) = T(0);
                 return y;
               });
             });
  });
  BOOST_TEST(!failure.empty());
}

BOOST_AUTO_TEST_CASE(a_copy_for_a_view_and_a_view_for_a_copy_are_found) {
  const auto same = [](const Plain& x) { return x; };
  const auto copied = failure_of([&](Trial& t) {
    const auto& x = t.tensor(all_types, t.shape(), Values::any);
    t.expect_moved(x, same, [&] { return applied(x, [](const auto& y) { return y.clone(); }); });
  });
  BOOST_TEST(says(copied, "the result is no view of the same memory"), copied);
  const auto viewed = failure_of([&](Trial& t) {
    const auto& x = t.tensor(all_types, t.shape(), Values::any);
    t.expect([&] { return x.numbers; }, [&] { return x.tensor; });
  });
  BOOST_TEST(says(viewed, "the result is not in memory of its own"), viewed);
}

BOOST_AUTO_TEST_SUITE_END()

const std::vector<Property>& all_properties() {
  static const auto properties = [] {
    std::vector<Property> all;
    for (auto* family : {record_properties,   activation_properties, batch_norm_properties,  convolution_properties,
                         copy_properties,     creation_properties,   elementwise_properties, indexing_properties,
                         loss_properties,     masking_properties,    order_properties,       pieces_properties,
                         pooling_properties,  product_properties,    random_properties,      reduction_properties,
                         resizing_properties, scatter_properties,    slicing_properties,     softmax_properties,
                         view_properties})
      for (auto& property : family()) all.push_back(std::move(property));
    return all;
  }();
  return properties;
}

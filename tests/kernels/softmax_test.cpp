#include "on_both.hpp"

using namespace d2l;

namespace {

Tensor<std::int64_t> some_labels(std::int64_t n, std::int64_t classes) {
  const auto labels = empty<std::int64_t>({n}, Device{});
  for (std::int64_t i = 0; i < n; ++i) labels.data_ptr()[i] = i * 5 % classes;
  return labels;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(softmax, *boost::unit_test::precondition(has_gpu))

BOOST_AUTO_TEST_CASE(rows_of_all_sizes) {
  for (const auto classes : sizes)
    for (const auto n : {1, 19, 130}) {
      expect_same_on_both(1e-5, [](const auto& x) { return d2l::softmax(x / 10, 1); }, numbers({n, classes}));
      expect_same_on_both(1e-12, [](const auto& x) { return log_softmax(x / 10, 0); }, numbers<double>({n, classes}));
      if (classes == 0) continue;
      const auto labels = some_labels(n, classes);
      expect_same_on_both(
          1e-5, [](const auto& x, const auto& y) { return cross_entropy(x / 10, y, Reduction::none); },
          numbers({n, classes}), labels);
      expect_same_on_both(
          1e-5,
          [](const auto& x, const auto& y) {
            const auto scores = div(x, 10.0).requires_grad_();
            cross_entropy(scores, y).backward();
            return scores.grad();
          },
          numbers<double>({n, classes}), labels);
    }
}

BOOST_AUTO_TEST_SUITE_END()

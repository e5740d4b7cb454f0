// oneDNN computes a product wrongly where fewer threads come than were promised; d2l sees to it that none is promised
// too many.
#include <omp.h>

#include <boost/test/unit_test.hpp>

#include <d2l/core/generator.hpp>
#include <d2l/ops/ops.hpp>

#include "on_threads.hpp"

using namespace d2l;

BOOST_AUTO_TEST_SUITE(promised_threads)

BOOST_AUTO_TEST_CASE(a_product_is_right_where_the_system_may_give_fewer_threads) {
  manual_seed(1);
  const auto A = randn({331, 457}), B = randn({457, 331});
  const auto right = to<float>(matmul(to<double>(A), to<double>(B)));
  const OnThreads on(16);
  omp_set_dynamic(1);
  const auto product = matmul(A, B);
  omp_set_dynamic(0);
  BOOST_TEST(allclose(product, right, 1e-4, 1e-3));
}

BOOST_AUTO_TEST_SUITE_END()

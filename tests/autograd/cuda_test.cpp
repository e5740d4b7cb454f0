// What of autograd is for the CPU alone says so.
#include "support/cuda.hpp"

#include <boost/test/unit_test.hpp>

#include <d2l/autograd/gradcheck.hpp>
#include <d2l/ops/ops.hpp>

using namespace d2l;

BOOST_AUTO_TEST_SUITE(cuda_gradcheck, *boost::unit_test::precondition(any_gpu))

BOOST_AUTO_TEST_CASE(inputs_and_outputs_on_a_gpu_are_refused) {
  const auto says_where = [](const DeviceError& error) {
    return std::string(error.what()).find("lies on cuda:0; check on the CPU") != std::string::npos;
  };
  const auto square_of = [](const std::vector<Tensor<double>>& x) { return square(x[0]); };
  BOOST_CHECK_EXCEPTION(gradcheck(square_of, {ones<double>({2}, gpu)}), DeviceError, says_where);
  const auto moved = [](const std::vector<Tensor<double>>& x) { return x[0].to(gpu); };
  BOOST_CHECK_EXCEPTION(gradcheck(moved, {ones<double>({2})}), DeviceError, says_where);
}

BOOST_AUTO_TEST_SUITE_END()

#include <thread>

#include <d2l/core/cuda.hpp>
#include <d2l/core/error.hpp>

#include "on_both.hpp"

using namespace d2l;

BOOST_AUTO_TEST_SUITE(memory, *boost::unit_test::precondition(has_gpu))

BOOST_AUTO_TEST_CASE(all_that_goes_there_comes_back) {
  for (const std::int64_t n : {1, 1000, 65535, 65536, 65537, 5'000'000}) {  // the last is more than the staging memory
    const auto x = numbers({n});
    BOOST_TEST((x.to(gpu).to_vector() == x.to_vector()));
  }
}

BOOST_AUTO_TEST_CASE(memory_of_the_host_may_be_used_again_at_once) {
  const auto x = empty<float>({100}, Device{});
  std::vector<Tensor<>> there;
  for (int i = 0; i < 200; ++i) there.push_back(x.fill_(static_cast<float>(i)).to(gpu));
  for (int i = 0; i < 200; ++i)
    BOOST_TEST((there[static_cast<std::size_t>(i)].to_vector() == std::vector<float>(100, static_cast<float>(i))));
}

BOOST_AUTO_TEST_CASE(a_thread_that_has_ended_has_finished) {
  Tensor<> y;
  std::thread([&] { y = exp(zeros({5000}, gpu)) + 1; }).join();
  BOOST_TEST((y + y).sum().item() == 20000.0F);
}

BOOST_AUTO_TEST_CASE(a_tensor_made_before_a_thread_is_ready_for_it) {
  const auto x = ones({5000}, gpu) * 3;
  float total = 0;
  std::thread([&] { total = (x * 2).sum().item(); }).join();
  BOOST_TEST(total == 30000.0F);
}

BOOST_AUTO_TEST_CASE(what_is_given_back_is_used_again) {
  const auto use = [] { return cuda::memory_use(gpu.index); };
  zeros({1000}, gpu);
  const auto before = use();
  {
    const auto x = zeros({1000}, gpu);
    BOOST_TEST(use().in_use >= before.in_use + 4000);
  }
  BOOST_TEST(use().in_use == before.in_use);
}

BOOST_AUTO_TEST_CASE(too_large_a_tensor_says_what_there_is) {
  BOOST_CHECK_EXCEPTION(empty<double>({std::int64_t{1} << 50}, gpu), MemoryError, [](const MemoryError& e) {
    const std::string text = e.what();
    return text.starts_with("out of memory on cuda:0: 9007199254740992 bytes were asked for; tensors hold ");
  });
  BOOST_TEST(ones({3}, gpu).sum().item() == 3.0F);
}

BOOST_AUTO_TEST_SUITE_END()

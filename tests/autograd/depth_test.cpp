// A chain of 100,000 ops needs no deep stack, neither backward nor when it is destroyed.
#include <exception>
#include <functional>
#include <pthread.h>

#include <boost/test/unit_test.hpp>

#include <d2l/ops/ops.hpp>

using namespace d2l;

namespace {

constexpr int depth = 100'000;
constexpr std::size_t small_stack = 512 * 1024;  // a frame of a few bytes for each op would not fit

// Runs f on a thread with a small stack.
void on_small_stack(const std::function<void()>& f) {
  pthread_attr_t attributes;
  pthread_attr_init(&attributes);
  BOOST_REQUIRE_EQUAL(pthread_attr_setstacksize(&attributes, small_stack), 0);
  pthread_t thread{};
  const auto run = [](void* work) -> void* {
    (*static_cast<const std::function<void()>*>(work))();
    return nullptr;
  };
  BOOST_REQUIRE_EQUAL(pthread_create(&thread, &attributes, run, const_cast<std::function<void()>*>(&f)), 0);
  pthread_join(thread, nullptr);
  pthread_attr_destroy(&attributes);
}

Tensor<> chain(const Tensor<>& x) {
  auto y = x;
  for (int i = 0; i < depth; ++i) y = y + x;
  return y;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(deep)

BOOST_AUTO_TEST_CASE(backward_through_a_long_chain) {
  float gradient = 0;
  on_small_stack([&] {
    const auto x = ones({1}).requires_grad_();
    chain(x).sum().backward();
    gradient = x.grad().item();
  });
  BOOST_TEST(gradient == depth + 1.0F);
}

BOOST_AUTO_TEST_CASE(a_long_chain_is_destroyed_without_backward) {
  bool done = false;
  on_small_stack([&] {
    {
      const auto y = chain(ones({1}).requires_grad_());
    }
    done = true;
  });
  BOOST_TEST(done);
}

BOOST_AUTO_TEST_SUITE_END()

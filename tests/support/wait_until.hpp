#pragma once

#include <chrono>
#include <functional>
#include <thread>

#include <boost/test/unit_test.hpp>

/// Waits until it holds; that it does not in time is an error of the test.
inline void wait_until(const std::function<bool()>& condition, std::chrono::seconds limit = std::chrono::seconds(60)) {
  const auto end = std::chrono::steady_clock::now() + limit;
  while (!condition() && std::chrono::steady_clock::now() < end)
    std::this_thread::sleep_for(std::chrono::milliseconds(5));
  BOOST_REQUIRE(condition());
}

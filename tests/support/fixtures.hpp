#pragma once

#include <fstream>
#include <string>
#include <vector>

#include <boost/test/unit_test.hpp>
#include <nlohmann/json.hpp>

#include <d2l/core/tensor.hpp>

/// A part of a file of numbers that PyTorch made, with the script beside it: tests/fixtures. By value, so that a loop
/// may go over it.
inline nlohmann::json fixture(const std::string& name, const std::string& part) {
  return nlohmann::json::parse(std::ifstream(std::string(D2L_FIXTURES_DIR) + "/" + name)).at(part);
}

/// The elements of x are those of the book's, to a rounding.
template <class T>
void expect_near(const d2l::Tensor<T>& x, const nlohmann::json& book, double tolerance = 1e-6) {
  const auto values = x.to_vector();
  BOOST_REQUIRE_EQUAL(values.size(), book.size());
  for (std::size_t i = 0; i < values.size(); ++i) {
    const auto expected = book[i].get<double>();
    BOOST_CHECK_SMALL((static_cast<double>(values[i]) - expected) / std::max(1.0, std::abs(expected)), tolerance);
  }
}

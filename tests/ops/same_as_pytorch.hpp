#pragma once

#include <cmath>

#include "record.hpp"
#include "support/fixtures.hpp"

/// Arrays of a fixture: {"shape": ..., "numbers": ...}.
inline Shape shape_of(const nlohmann::json& book) {
  Shape shape;
  for (const auto& size : book["shape"]) shape.push_back(size.get<std::int64_t>());
  return shape;
}
template <class T>
Tensor<T> array(const nlohmann::json& book) {
  return d2l::tensor<T>(book["numbers"].get<std::vector<T>>(), shape_of(book));
}

/// x has the shape and the numbers of the book's, those to some digits.
template <class T>
void expect_equal(const Tensor<T>& x, const nlohmann::json& book, double tolerance) {
  BOOST_TEST((x.shape() == shape_of(book)));
  const auto values = x.to_vector();
  const auto& numbers = book["numbers"];
  BOOST_REQUIRE_EQUAL(values.size(), numbers.size());
  for (std::size_t i = 0; i < values.size(); ++i) {
    const auto right = numbers[i].get<double>();
    BOOST_CHECK_SMALL((static_cast<double>(values[i]) - right) / std::max(1.0, std::abs(right)), tolerance);
  }
}

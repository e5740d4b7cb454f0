#pragma once

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
  expect_near(x, book["numbers"], tolerance);
}

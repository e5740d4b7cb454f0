#pragma once

#include <boost/test/unit_test.hpp>

#include "support/same.hpp"

inline void expect_equal(const d2l::AnyTensor& x, const d2l::AnyTensor& expected) { BOOST_TEST(same(x, expected)); }

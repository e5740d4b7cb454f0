#pragma once

#include <iostream>
#include <string>

#include <boost/test/unit_test.hpp>

/// Whether a suite has been skipped.
inline bool something_is_skipped = false;

/// What the precondition of a suite gives where this machine cannot do what the suite tests:
/// `BOOST_AUTO_TEST_SUITE(full_disk, *boost::unit_test::precondition(can_mount))`. Where nothing else was to be run,
/// the test program then ends with 77, which CTest knows (discover.cmake).
inline boost::test_tools::assertion_result skipped(const std::string& why) {
  something_is_skipped = true;
  std::cerr << "skipped: " << why << '\n';
  return false;
}

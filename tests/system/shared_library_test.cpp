#include <string>

#include <boost/test/unit_test.hpp>

#include <d2l/core/error.hpp>
#include <d2l/system/shared_library.hpp>

#include "support/contains.hpp"
#include "support/message_of.hpp"

using d2l::FileError;
using d2l::SharedLibrary;

BOOST_AUTO_TEST_SUITE(shared_library)

BOOST_AUTO_TEST_CASE(a_function_is_found_by_its_name) {
  const SharedLibrary mathematics("libm.so.6", "install glibc");
  BOOST_CHECK_CLOSE(mathematics.function<double(double)>("cbrt")(27), 3.0, 1e-12);
}

BOOST_AUTO_TEST_CASE(what_is_missing_is_an_error_with_advice) {
  const auto library = message_of<FileError>([] { SharedLibrary("libno-such.so.1", "install it"); });
  BOOST_TEST(contains(library, "libno-such.so.1 cannot be loaded ("));
  BOOST_TEST(library.ends_with("; install it"));
  const auto function = message_of<FileError>(
      [] { SharedLibrary("libm.so.6", "install glibc").function<double(double)>("no_such_function"); });
  BOOST_TEST(contains(function, "libm.so.6 has no no_such_function ("));
  BOOST_TEST(function.ends_with("; install glibc"));
}

BOOST_AUTO_TEST_SUITE_END()

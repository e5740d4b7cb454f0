// The main function of every test program.
#define BOOST_TEST_MODULE d2l
#include <boost/test/unit_test.hpp>

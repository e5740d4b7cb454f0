#include <boost/test/unit_test.hpp>

#include <d2l/io/sha256.hpp>

namespace {

std::string sum(const std::string& text) { return d2l::sha256(std::as_bytes(std::span(text))); }

}  // namespace

// The examples of FIPS 180-2, appendix B, and the empty text.
BOOST_AUTO_TEST_CASE(sha256_gives_the_sums_of_its_standard) {
  BOOST_TEST(sum("") == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
  BOOST_TEST(sum("abc") == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  BOOST_TEST(sum(std::string(1'000'000, 'a')) == "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0");
}

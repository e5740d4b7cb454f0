#include <span>
#include <string>

#include <boost/test/unit_test.hpp>

#include <d2l/core/error.hpp>
#include <d2l/io/gzip.hpp>
#include <d2l/ops/ops.hpp>

#include "support/idx_files.hpp"
#include "support/message_of.hpp"
#include "support/scratch_folder.hpp"

using namespace d2l;

namespace {

std::string packed(const std::string& text) {
  const ScratchFolder folder;
  write_gzip(folder.file("x.gz"), text);
  return bytes_of(folder.file("x.gz"));
}

std::string unpacked(const std::string& file, std::uint64_t most = UINT64_MAX) {
  const auto contents = unpack_gzip(std::as_bytes(std::span(file)), most);
  return {reinterpret_cast<const char*>(contents.data_ptr()), static_cast<std::size_t>(contents.numel())};
}

std::string refusal(const std::string& file, std::uint64_t most = UINT64_MAX) {
  return message_of<FormatError>([&] { unpacked(file, most); });
}

}  // namespace

BOOST_AUTO_TEST_SUITE(gzip)

BOOST_AUTO_TEST_CASE(files_in_a_row_are_one) {
  const std::string zeros(1'000'000, '\0');
  BOOST_TEST(unpacked(packed("one")) == "one");
  BOOST_TEST(unpacked(packed("one") + packed("two")) == "onetwo");
  BOOST_TEST(unpacked(packed("") + packed("one") + packed("") + packed("two") + packed("")) == "onetwo");
  BOOST_TEST((unpacked(packed("one") + packed(zeros) + packed("two")) == "one" + zeros + "two"));
  BOOST_TEST(unpacked(packed("")).empty());
}

BOOST_AUTO_TEST_CASE(zeros_behind_it_are_no_part_of_it) {
  for (const std::size_t count : {1U, 3U, 4U, 511U, 100'000U}) {
    BOOST_TEST(unpacked(packed("one") + std::string(count, '\0')) == "one");
    BOOST_TEST(unpacked(packed("one") + packed("two") + std::string(count, '\0')) == "onetwo");
  }
}

BOOST_AUTO_TEST_CASE(anything_else_behind_it_is_refused) {
  BOOST_TEST(refusal(packed("one") + "garbage") == "has 7 bytes behind its end that are no gzip file");
  BOOST_TEST(refusal(packed("one") + std::string(3, '\0') + packed("two")).starts_with("has "));
  BOOST_TEST(refusal(packed("one") + packed("two").substr(0, 15)) == "is damaged or cut off, it cannot be unpacked");
  BOOST_TEST(refusal(packed("one") + '\x1f') == "has 1 bytes behind its end that are no gzip file");
  BOOST_TEST(refusal("") == "is too short for a gzip file");
}

BOOST_AUTO_TEST_CASE(a_sum_that_is_wrong_in_any_of_them_is_found) {
  const auto one = packed("one"), two = packed("two");
  for (const std::size_t place :
       {one.size() - 8, one.size() - 4, one.size() + two.size() - 8, one.size() + two.size() - 4}) {
    auto file = one + two;
    file[place] = static_cast<char>(file[place] ^ 1);
    BOOST_TEST(refusal(file) == "is damaged or cut off, it cannot be unpacked");
  }
}

BOOST_AUTO_TEST_CASE(no_more_comes_out_than_is_asked_for) {
  const auto file = packed(std::string(1'000'000, 'x'));
  BOOST_TEST(unpacked(file, 1'000'000).size() == 1'000'000U);
  BOOST_TEST(refusal(file, 999'999) == "unpacks to more than the 999999 bytes expected");
  BOOST_TEST(refusal(packed("one") + file, 1'000'000) == "unpacks to more than the 1000000 bytes expected");
}

BOOST_AUTO_TEST_SUITE_END()

#include <boost/test/unit_test.hpp>

#include <d2l/core/wrap.hpp>

using d2l::wrap;

BOOST_AUTO_TEST_SUITE(core_wrap)

BOOST_AUTO_TEST_CASE(a_text_is_broken_between_words) {
  BOOST_TEST(wrap("one two three", 7) == "one two\nthree");
  BOOST_TEST(wrap("one two three", 80) == "one two three");
  BOOST_TEST(wrap("") == "");
  BOOST_TEST(wrap("one two", 3) == "one\ntwo");
}

BOOST_AUTO_TEST_CASE(what_follows_is_indented_and_what_stands_before_counts) {
  BOOST_TEST(wrap("one two three", 10, 2) == "one two\n  three");
  BOOST_TEST(wrap("one two", 10, 2, 4) == "one\n  two");
}

BOOST_AUTO_TEST_CASE(a_long_word_has_a_line_of_its_own) {
  BOOST_TEST(wrap("a incomprehensibilities b", 5) == "a\nincomprehensibilities\nb");
}

BOOST_AUTO_TEST_CASE(its_own_line_ends_stay_and_characters_are_counted_not_bytes) {
  BOOST_TEST(wrap("one\ntwo three", 9) == "one\ntwo three");
  BOOST_TEST(wrap("äöü äöü", 7) == "äöü äöü");
  BOOST_TEST(d2l::length("Größe") == 5U);
  BOOST_TEST(d2l::length("") == 0U);
}

BOOST_AUTO_TEST_SUITE_END()

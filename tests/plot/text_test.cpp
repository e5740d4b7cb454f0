#include <boost/test/unit_test.hpp>

#include <d2l/plot/text.hpp>

using d2l::plot::lines;
using d2l::plot::literal;
using d2l::plot::xml;

BOOST_AUTO_TEST_SUITE(plot_text)

BOOST_AUTO_TEST_CASE(plain_text_and_utf8_stay) {
  BOOST_TEST(literal("train_loss (λ = 3), 10^{-3}; 50%") == "\"train_loss (λ = 3), 10^{-3}; 50%\"");
  BOOST_TEST(literal("") == "\"\"");
}

BOOST_AUTO_TEST_CASE(what_gnuplot_would_interpret_is_escaped) {
  BOOST_TEST(literal("\"") == R"("\042")");
  BOOST_TEST(literal("\\n") == R"("\134n")");
  BOOST_TEST(literal("`id`") == R"("\140id\140")");
  BOOST_TEST(literal("@x $y") == R"("\100x \044y")");
}

BOOST_AUTO_TEST_CASE(a_line_end_stays_one_and_other_control_characters_become_blanks) {
  BOOST_TEST(literal("true\npredicted") == R"("true\npredicted")");
  BOOST_TEST(literal(std::string("a\tb\0c\x1b[31m", 10)) == R"("a b c [31m")");
}

BOOST_AUTO_TEST_CASE(bytes_that_are_no_utf8_become_question_marks) {
  BOOST_TEST(literal("a\xff"
                     "b") == "\"a?b\"");
  BOOST_TEST(literal("\xc3") == "\"?\"");
  BOOST_TEST(literal("\xe2\x82") == "\"??\"");
  BOOST_TEST(literal("\x80ü") == "\"?ü\"");
  BOOST_TEST(literal("\xed\xa0\x80") == "\"???\"");  // half of a surrogate pair
  BOOST_TEST(literal("\xc0\xa2") == "\"??\"");       // a quote in two bytes
  BOOST_TEST(literal("\xf4\x90\x80\x80") == "\"????\"");
  BOOST_TEST(literal("\xf0\x9f\x91\x9f") == "\"\xf0\x9f\x91\x9f\"");
}

BOOST_AUTO_TEST_CASE(text_stands_in_xml_as_it_is) {
  BOOST_TEST(xml("R&D <λ> \"a\"") == "R&amp;D &lt;λ&gt; \"a\"");
  BOOST_TEST(xml("two\nlines\x1b[1m") == "two lines [1m");
  BOOST_TEST(xml("a\x80") == "a?");
}

BOOST_AUTO_TEST_CASE(lines_are_parted_at_their_ends) {
  BOOST_TEST(lines("a\nb") == (std::vector<std::string>{"a", "b"}), boost::test_tools::per_element());
  BOOST_TEST(lines("a\n\nb\n") == (std::vector<std::string>{"a", "", "b"}), boost::test_tools::per_element());
  BOOST_TEST(lines("").empty());
}

BOOST_AUTO_TEST_SUITE_END()

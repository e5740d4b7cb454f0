#include <sstream>
#include <string>

#include <boost/test/unit_test.hpp>

#include <d2l/system/printable.hpp>

using d2l::printable;

BOOST_AUTO_TEST_SUITE(printing_text_of_others)

BOOST_AUTO_TEST_CASE(what_is_to_be_read_stays) {
  for (const std::string text : {"", "weight", "größe/1", "日本語 🙂", "a\\b 'c' \"d\"", "Ünïcode – “quotes” …"})
    BOOST_TEST(printable(text) == text);
}

BOOST_AUTO_TEST_CASE(what_a_terminal_would_obey_is_shown) {
  BOOST_TEST(printable("a\x1b[2Jb") == "a\\x1b[2Jb");
  BOOST_TEST(printable("\x1b]0;title\x07") == "\\x1b]0;title\\x07");
  BOOST_TEST(printable("one\ntwo\tthree\rfour\b\x7f") == "one\\ntwo\\tthree\\x0dfour\\x08\\x7f");
  BOOST_TEST(printable("\u009b31m") == "\\x9b31m");            // CSI as one character
  BOOST_TEST(printable("\u202egnp.exe") == "\\u202egnp.exe");  // from right to left
  BOOST_TEST(printable("\u2066\u200f\ufeff\U000e0041") == "\\u2066\\u200f\\ufeff\\ue0041");
  BOOST_TEST(printable(std::string("a\0b", 3)) == "a\\x00b");
}

BOOST_AUTO_TEST_CASE(bytes_that_are_no_utf8_are_shown) {
  BOOST_TEST(printable("f\xfcr") == "f\\xfcr");
  BOOST_TEST(printable("\x9b"
                       "31m") == "\\x9b31m");
  BOOST_TEST(printable("\xc3") == "\\xc3");
  BOOST_TEST(printable("\xc0\x9b") == "\\xc0\\x9b");                    // ESC in too many bytes
  BOOST_TEST(printable("\xed\xa0\x80") == "\\xed\\xa0\\x80");           // half a character of UTF-16
  BOOST_TEST(printable("\xf4\x90\x80\x80") == "\\xf4\\x90\\x80\\x80");  // past the last character
  BOOST_TEST(printable("\xe2\x82ü") == "\\xe2\\x82ü");
}

BOOST_AUTO_TEST_CASE(a_long_text_is_cut_in_its_middle_and_between_characters) {
  const std::string full(2000, 'x');
  BOOST_TEST(printable(full) == full);
  BOOST_TEST(printable(full + "x") == std::string(1200, 'x') + "…" + std::string(800, 'x'));
  BOOST_TEST(printable("name: " + std::string(100'000, 'x') + "; what to do").ends_with("x; what to do"));
  std::string many;
  for (int i = 0; i < 1000; ++i) many += "日";
  for (const std::string shift : {"", "a", "ab"}) {
    const auto cut = printable(shift + many);
    BOOST_TEST(cut.find('\\') == std::string::npos, cut);
    BOOST_TEST(cut.size() <= 2003U);
  }
  BOOST_TEST(printable(std::string(100'000, '\x1b')).size() == 8003U);
  BOOST_TEST(printable(std::string(100'000, '\x80')).size() <= 8003U);
}

BOOST_AUTO_TEST_CASE(a_line_is_one_line) {
  std::ostringstream stream;
  d2l::print_line(stream, "a\nb");
  d2l::print_line(stream, std::string(10'000, '\n'));
  BOOST_TEST(stream.str().starts_with("a\\nb\n\\n\\n"));
  BOOST_TEST(std::ranges::count(stream.str(), '\n') == 2);
}

BOOST_AUTO_TEST_SUITE_END()

#include <clocale>
#include <string>
#include <vector>

#include <boost/test/unit_test.hpp>

#include <d2l/core/error.hpp>
#include <d2l/io/decimal.hpp>
#include <d2l/io/table.hpp>

#include "support/idx_files.hpp"
#include "support/message_of.hpp"
#include "support/scratch_folder.hpp"

using namespace d2l;

namespace {

Tensor<double> parse(const std::string& text) { return parse_table(std::as_bytes(std::span(text))); }

}  // namespace

BOOST_AUTO_TEST_SUITE(table)

BOOST_AUTO_TEST_CASE(rows_are_lines_and_columns_are_separated_by_blanks_or_tabs) {
  const std::vector<double> numbers{1, 2.5, -3e-3, 4, .5, 6e2};
  for (const std::string text : {"1 2.5 -3e-3\n4 .5 6e2\n", "1\t2.5\t-3e-3\r\n4\t.5\t6e2\r\n",
                                 "1\t2.5  -3E-3\n4 \t .5\t6e+2", "\n  1 2.5 -0.003 \n\n \t\r\n\t4 0.5 600\n\n"}) {
    const auto x = parse(text);
    BOOST_TEST((x.shape() == Shape{2, 3}), text);
    BOOST_TEST(x.to_vector() == numbers, text);
  }
  BOOST_TEST((parse("7").shape() == Shape{1, 1}));
}

BOOST_AUTO_TEST_CASE(what_is_no_table_of_numbers_is_told_with_line_and_column) {
  for (const auto& [text, said] : std::vector<std::pair<std::string, std::string>>{
           {"", "has no numbers"},
           {"\r\n \n", "has no numbers"},
           {"1 2\n3 x\n", "has 'x' in line 2, column 2, which is no finite number"},
           {"1 2\n\n3 1e999\n", "has '1e999' in line 3, column 2, which is no finite number"},
           {"nan 2\n", "has 'nan' in line 1, column 1, which is no finite number"},
           {"1 2\n-inf 2\n", "has '-inf' in line 2, column 1, which is no finite number"},
           {"1,5 2\n", "has '1,5' in line 1, column 1, which is no finite number"},
           {"1 0x10\n", "has '0x10' in line 1, column 2, which is no finite number"},
           {"1 2.5.3\n", "has '2.5.3' in line 1, column 2, which is no finite number"},
           {"1 2\r3 4\r", "has '2\r3' in line 1, column 2, which is no finite number"},
           {"1 2\n3\n", "has 1 numbers in line 2, and 2 in its first row"},
           {"1 2\n3 4\n5 6 7\n", "has 3 numbers in line 3, and 2 in its first row"}})
    BOOST_TEST(message_of<FormatError>([&] { parse(text); }) == said);
}

BOOST_AUTO_TEST_CASE(a_file_is_named_and_may_be_packed) {
  const ScratchFolder folder;
  const auto file = folder.path() / "t.dat";
  write_gzip(file, "1 2\n3 4\n");
  BOOST_TEST((read_table(file).to_vector() == std::vector<double>{1, 2, 3, 4}));
  write_bytes(file, "1 \x1b[31m\n");
  BOOST_TEST(message_of<FormatError>([&] { read_table(file); }) ==
             file.string() +
                 ": has '\\x1b[31m' in line 1, column 2, which is no finite number; get the file again, or "
                 "mend it");
  BOOST_CHECK_THROW(read_table(folder.path() / "nothing"), FileError);
}

BOOST_AUTO_TEST_CASE(a_number_is_the_same_in_every_locale) {
  for (const auto* name : {"de_DE.UTF-8", "C"}) {
    if (std::setlocale(LC_ALL, name) == nullptr) continue;
    BOOST_TEST(parse_decimal("2.5").value() == 2.5);
    BOOST_TEST(!parse_decimal("2,5"));
  }
  std::setlocale(LC_ALL, "C");
  for (const auto* text : {"", "-", "+1", " 1", "1 ", "1e", "--1", "1-1"}) BOOST_TEST(!parse_decimal(text), text);
}

BOOST_AUTO_TEST_SUITE_END()

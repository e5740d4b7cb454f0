#include <filesystem>
#include <string>
#include <vector>

#include <boost/test/unit_test.hpp>

#include <d2l/core/error.hpp>
#include <d2l/data/dataset_files.hpp>

#include "made_up.hpp"

using namespace d2l;

namespace {

std::vector<std::string> damaged_names(const ScratchFolder& folder) {
  std::vector<std::string> names;
  for (const auto& file : damaged_files(made_up().manifest, folder.path())) names.push_back(file.name);
  return names;
}

std::string flipped(std::string bytes, std::size_t at) {
  bytes[at] = static_cast<char>(bytes[at] ^ 1);
  return bytes;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(dataset_files)

BOOST_AUTO_TEST_CASE(files_that_are_whole_are_not_damaged_packed_or_not) {
  const ScratchFolder folder;
  BOOST_TEST(damaged_names(folder).empty());  // what is missing is another matter
  write_bytes(folder.path() / "a.gz", made_up().a);
  write_bytes(folder.path() / "b", "labels");
  BOOST_TEST(damaged_names(folder).empty());
}

BOOST_AUTO_TEST_CASE(one_flipped_bit_is_found) {
  const auto unpacked = noise(300'000, 1), &packed = made_up().a;
  for (const std::size_t at : {std::size_t{0}, unpacked.size() / 2, unpacked.size() - 1}) {
    const ScratchFolder folder;
    write_bytes(folder.path() / "a", flipped(unpacked, at));
    write_bytes(folder.path() / "b", "labels");
    BOOST_TEST(damaged_names(folder) == std::vector<std::string>{"a"}, boost::test_tools::per_element());
  }
  // In the packed bytes, and in the sum and the size of the contents behind them.
  for (const std::size_t at : {packed.size() / 2, packed.size() - 8, packed.size() - 4}) {
    const ScratchFolder folder;
    write_bytes(folder.path() / "a.gz", flipped(packed, at));
    write_bytes(folder.path() / "b.gz", made_up().b);
    BOOST_TEST(damaged_names(folder) == std::vector<std::string>{"a"}, boost::test_tools::per_element());
  }
  // Packed well, and another file.
  const ScratchFolder folder;
  write_bytes(folder.path() / "a.gz", MadeUp::packed(flipped(unpacked, 7)));
  write_bytes(folder.path() / "b.gz", MadeUp::packed("lebals"));
  BOOST_TEST(damaged_names(folder) == (std::vector<std::string>{"a", "b"}), boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(each_form_of_a_file_will_do) {
  const std::string cr_lf = "1\r\n2\r\n", lf = "1\n2\n";
  auto file = MadeUp::file("a", lf);
  const auto other = MadeUp::file("a", cr_lf);
  BOOST_TEST(!is_file(std::as_bytes(std::span(cr_lf)), file));
  file.also = {{other.size, other.sha256}};
  BOOST_TEST(largest_size(file) == 6);
  for (const auto& bytes : {lf, cr_lf, MadeUp::packed(lf), MadeUp::packed(cr_lf)})
    BOOST_TEST(is_file(std::as_bytes(std::span(bytes)), file));
  for (const std::string bytes : {"1\n2\r\n", "", "1\n2", "1\n3\n"})
    BOOST_TEST(!is_file(std::as_bytes(std::span(bytes)), file), bytes);
}

BOOST_AUTO_TEST_CASE(files_that_are_cut_off_or_empty_are_found) {
  const auto& packed = made_up().a;
  for (const auto& bytes : {std::string(), packed.substr(0, 2), packed.substr(0, packed.size() - 1), packed + "more"}) {
    const ScratchFolder folder;
    write_bytes(folder.path() / "a.gz", bytes);
    BOOST_TEST(damaged_names(folder) == std::vector<std::string>{"a"}, boost::test_tools::per_element());
  }
}

BOOST_AUTO_TEST_SUITE_END()

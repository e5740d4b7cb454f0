#include <boost/test/unit_test.hpp>

#include <d2l/core/error.hpp>
#include <d2l/data/dataset_files.hpp>
#include <d2l/data/find_dataset.hpp>

#include "support/idx_files.hpp"
#include "support/message_of.hpp"
#include "support/scratch_folder.hpp"

using namespace d2l;

BOOST_AUTO_TEST_SUITE(find_dataset)

BOOST_AUTO_TEST_CASE(places_come_in_the_order_of_the_rule) {
  const Environment data("D2L_DATA_DIR", "/variable"), cache("XDG_CACHE_HOME", "/cache"), home("HOME", "/home/reader");
  using Paths = std::vector<std::filesystem::path>;
  BOOST_TEST((dataset_places("/given") == Paths{"/given", "/variable", "/cache/d2l", "/usr/share/datasets"}));
  const Environment no_data("D2L_DATA_DIR", ""), no_cache("XDG_CACHE_HOME", "");
  BOOST_TEST((dataset_places({}) == Paths{"/home/reader/.cache/d2l", "/usr/share/datasets"}));
}

BOOST_AUTO_TEST_CASE(a_dataset_that_is_nowhere_is_told_with_every_place_package_and_mirror) {
  const ScratchFolder folder;
  const Environment data("D2L_DATA_DIR", folder.file("variable")), cache("XDG_CACHE_HOME", folder.file("cache")),
      no_network("D2L_NO_DOWNLOAD", "1");
  const Manifest manifest{
      "no-such-set", {{"a"}, {"b"}}, "dataset-no-such-set", {"https://one.example/", "https://two.example/"}};
  std::string said;
  try {
    d2l::find_dataset(manifest, folder.path());
  } catch (const FileError& error) {
    said = error.what();
  }
  for (const std::string& part : {folder.file("no-such-set"), folder.file("variable/no-such-set"),
                                  folder.file("cache/d2l/no-such-set"), std::string("/usr/share/datasets/no-such-set"),
                                  manifest.debian_package, manifest.mirrors[0], manifest.mirrors[1]})
    BOOST_TEST(said.find(part) != std::string::npos, part << " in " << said);
}

BOOST_AUTO_TEST_CASE(a_dataset_without_a_package_is_told_without_one) {
  const ScratchFolder folder;
  const Environment data("D2L_DATA_DIR", ""), cache("XDG_CACHE_HOME", folder.file("cache")),
      no_network("D2L_NO_DOWNLOAD", "1");
  const Manifest manifest{"no-such-set", {{"a"}}, "", {"https://one.example/"}};
  const auto said = message_of<FileError>([&] { d2l::find_dataset(manifest, {}); });
  BOOST_TEST(said == "no-such-set is in none of " + folder.file("cache/d2l/no-such-set") +
                         ", /usr/share/datasets/no-such-set, and cannot be downloaded (D2L_NO_DOWNLOAD=1 is set); "
                         "put its files into one of these folders from https://one.example/");
}

BOOST_AUTO_TEST_CASE(a_folder_with_only_some_of_the_files_is_passed_by) {
  const ScratchFolder some, whole;
  const Environment data("D2L_DATA_DIR", whole.path().string());
  const Manifest manifest{"set", {{"a"}, {"b"}}, "package", {}};
  std::filesystem::create_directories(some.path() / "set");
  std::filesystem::create_directories(whole.path() / "set");
  write_bytes(some.path() / "set/a", "");
  write_bytes(whole.path() / "set/a", "");
  write_bytes(whole.path() / "set/b.gz", "");
  BOOST_TEST(d2l::find_dataset(manifest, some.path()) == whole.path() / "set");
  BOOST_TEST(find_file(whole.path() / "set", "b") == whole.path() / "set/b.gz");
  BOOST_CHECK_THROW(d2l::find_dataset(manifest, some.path() / "nothing"), FileError);
}

BOOST_AUTO_TEST_SUITE_END()

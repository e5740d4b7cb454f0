// An op without a record or without a property fails here: the public functions are read from the headers of d2l/ops.
#include <filesystem>
#include <fstream>
#include <map>
#include <regex>
#include <set>
#include <sstream>

#include <boost/test/unit_test.hpp>

#include "properties/property.hpp"
#include "record.hpp"

const std::vector<Record>& all_records() {
  static const auto records = [] {
    std::vector<Record> all;
    for (auto* family :
         {arithmetic_records, comparison_records, copy_records, creation_records, elementwise_records, indexing_records,
          product_records, random_records, reduction_records, softmax_records, view_records})
      for (auto& record : family()) all.push_back(std::move(record));
    return all;
  }();
  return records;
}

namespace {

// Not ops, but what ops are built from.
const std::set<std::string> machinery{
    "destination.hpp", "elementwise_op.hpp", "in_place.hpp", "layout.hpp", "methods.hpp", "ops.hpp", "viewed.hpp"};

std::string read(const std::filesystem::path& path) {
  std::ostringstream text;
  text << std::ifstream(path).rdbuf();
  return text.str();
}

// The functions declared at the left margin that return a tensor, several, or a truth: every public op does.
std::set<std::string> declared(const std::string& header) {
  static const std::regex function(R"((?:^|\n)(?:const )?(?:bool|(?:std::\w+<)?Tensor<[^\n(]*>)&? (\w+)\()");
  std::set<std::string> names;
  for (std::sregex_iterator match(header.begin(), header.end(), function), end; match != end; ++match)
    if (const auto name = (*match)[1].str(); !name.starts_with("operator")) names.insert(name);
  return names;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(completeness)

BOOST_AUTO_TEST_CASE(every_public_op_has_a_record_and_a_property) {
  std::set<std::string> recorded, tried;
  for (const auto& record : all_records()) recorded.insert(record.name);
  for (const auto& property : all_properties()) tried.insert(property.op);
  std::size_t found = 0;
  for (const auto& entry : std::filesystem::directory_iterator(D2L_SOURCE_DIR "/d2l/ops")) {
    const auto file = entry.path().filename().string();
    if (entry.path().extension() != ".hpp" || machinery.contains(file)) continue;
    const auto names = declared(read(entry.path()));
    BOOST_TEST(!names.empty(), file);
    found += names.size();
    for (const auto& name : names) {
      BOOST_TEST(recorded.contains(name), name << " of d2l/ops/" << file << " has no record");
      BOOST_TEST(tried.contains(name), name << " of d2l/ops/" << file << " has no property");
    }
  }
  BOOST_TEST(found >= 70);  // that the headers were really read
}

BOOST_AUTO_TEST_CASE(an_op_that_is_not_recorded_is_found) {
  const auto names = declared("template <class T>\nTensor<T> sinh(const Tensor<T>& x);\nbool odd(int x);\n");
  BOOST_TEST((names == std::set<std::string>{"odd", "sinh"}));
}

BOOST_AUTO_TEST_CASE(every_record_can_fail) {
  for (const auto& record : all_records()) BOOST_TEST_CONTEXT(record.name) {
      BOOST_TEST(!record.samples.empty());
      BOOST_TEST(static_cast<bool>(record.in_double));
      BOOST_TEST(static_cast<bool>(record.reference));
    }
}

BOOST_AUTO_TEST_SUITE_END()

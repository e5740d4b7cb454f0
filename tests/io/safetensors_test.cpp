#include <boost/test/unit_test.hpp>

#include <d2l/core/error.hpp>
#include <d2l/io/safetensors.hpp>
#include <d2l/ops/ops.hpp>

#include "support/any_tensor.hpp"
#include "support/idx_files.hpp"
#include "support/scratch_folder.hpp"

using namespace d2l;

namespace {

// A file with this header, and `data` behind it.
std::string bytes(const std::string& header, const std::string& data) {
  std::string file;
  for (unsigned i = 0; i < 8; ++i) file += static_cast<char>(header.size() >> 8 * i & 0xff);
  return file + header + data;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(safetensors)

BOOST_AUTO_TEST_CASE(what_is_written_is_read_in_every_type_shape_and_layout) {
  const ScratchFolder folder;
  const auto file = folder.file("t.safetensors");
  const auto X = tensor({{1, 2, 3}, {4, 5, 6}});
  const auto d = tensor<double>({0.1, -1e300});
  const auto i = tensor<std::int64_t>({INT64_MIN, INT64_MAX});
  const auto u = tensor<std::uint8_t>({0, 255});
  const auto b = tensor<bool>({true, false, true});
  save_safetensors(file, {{"X", X},
                          {"X.t", X.t()},
                          {"d", d},
                          {"i", i},
                          {"u", u},
                          {"b", b},
                          {"scalar", tensor(2.5)},
                          {"none", zeros({0, 3})}});
  const auto read = load_safetensors(file);
  BOOST_REQUIRE_EQUAL(read.size(), 8);
  BOOST_TEST(read[1].first == "X.t");
  expect_equal(read[0].second, X);
  expect_equal(read[1].second, X.t());
  expect_equal(read[2].second, d);
  expect_equal(read[3].second, i);
  expect_equal(read[4].second, u);
  expect_equal(read[5].second, b);
  expect_equal(read[6].second, tensor(2.5));
  expect_equal(read[7].second, zeros({0, 3}));
}

BOOST_AUTO_TEST_CASE(the_bytes_are_those_of_the_format) {
  const ScratchFolder folder;
  const auto file = folder.file("t.safetensors");
  save_safetensors(file, {{"u", tensor<std::uint8_t>({7, 9})}});
  // Blanks fill the header up to a multiple of 8 bytes, so that the elements are aligned.
  const std::string header = R"({"u":{"dtype":"U8","shape":[2],"data_offsets":[0,2]}})";
  BOOST_TEST(bytes_of(file) == bytes(header + std::string((8 - header.size() % 8) % 8, ' '), "\x07\x09"));
}

BOOST_AUTO_TEST_CASE(elements_are_aligned_to_their_size) {
  const ScratchFolder folder;
  const auto file = folder.file("t.safetensors");
  const NamedTensors tensors{{"u", zeros<std::uint8_t>({3})}, {"f", ones({1})}, {"d", ones<double>({1})}};
  save_safetensors(file, tensors);
  BOOST_TEST(same(load_safetensors(file), tensors));
  const auto written = bytes_of(file);
  for (const std::string offsets : {R"("u":{"dtype":"U8","shape":[3],"data_offsets":[12,15]})",
                                    R"("f":{"dtype":"F32","shape":[1],"data_offsets":[8,12]})",
                                    R"("d":{"dtype":"F64","shape":[1],"data_offsets":[0,8]})"})
    BOOST_TEST(written.find(offsets) != std::string::npos, offsets);
}

BOOST_AUTO_TEST_CASE(files_of_others_may_have_metadata_and_any_order) {
  const ScratchFolder folder;
  const auto file = folder.file("t.safetensors");
  write_bytes(file, bytes(R"({"__metadata__":{"format":"pt"},"b":{"dtype":"U8","shape":[1],"data_offsets":[1,2]},)"
                          R"("a":{"dtype":"BOOL","shape":[],"data_offsets":[0,1]}})",
                          "\x01\x05"));
  const auto read = load_safetensors(file);
  BOOST_REQUIRE_EQUAL(read.size(), 2);
  BOOST_TEST(read[0].first == "b");
  expect_equal(read[0].second, tensor<std::uint8_t>({5}));
  expect_equal(read[1].second, tensor<bool>(true));
}

BOOST_AUTO_TEST_CASE(damaged_files_are_refused) {
  const ScratchFolder folder;
  const auto file = folder.file("t.safetensors");
  const auto entry = [](const std::string& type, const std::string& shape, const std::string& offsets) {
    return R"({"x":{"dtype":")" + type + R"(","shape":)" + shape + R"(,"data_offsets":)" + offsets + "}}";
  };
  const std::vector<std::pair<std::string, std::string>> cases{
      {"", "too short"},
      {"1234567", "too short"},
      {bytes("{}", "").substr(0, 9), "should have 2 bytes"},
      {std::string(8, '\xff'), "should have"},
      {bytes("{", ""), "not valid JSON"},
      {bytes("[]", ""), "no JSON object"},
      {bytes(R"({"x":1})", ""), "'x'"},
      {bytes(R"({"x":{}})", ""), "'x'"},
      {bytes("{}", "trailing"), "0 bytes, and 8 are there"},
      {bytes(entry("U8", "[2]", "[0,2]"), "1"), "lies at bytes 0 to 2 of 1"},
      {bytes(entry("U8", "[2]", "[1,3]"), "123"), "starts at byte 1"},
      {bytes(entry("U8", "[2]", "[2,0]"), "12"), "lies at bytes 2 to 0"},
      {bytes(entry("U8", "[3]", "[0,2]"), "12"), "and 2 bytes are there"},
      {bytes(entry("F32", "[1]", "[0,3]"), "123"), "and 3 bytes are there"},
      {bytes(entry("U8", "[-1]", "[0,2]"), "12"), "has -1 as a size"},
      {bytes(entry("U8", "[1.5]", "[0,2]"), "12"), "has 1.5 as a size"},
      {bytes(entry("U8", "[4294967296,4294967296]", "[0,2]"), "12"), "impossible shape"},
      // Known killers: a product of sizes that wraps to 4, and 4 bytes for a tensor of 4 MB.
      {bytes(entry("U8", "[4194305,4194305,211106198978564]", "[0,4]"), "1234"), "impossible shape"},
      {bytes(entry("F32", "[1048576]", "[0,4]"), "1234"), "and 4 bytes are there"},
      {bytes(entry("U8", "[18446744073709551615]", "[0,2]"), "12"), "impossible shape"},
      {bytes(entry("U8", "[99999999999999999999]", "[0,2]"), "12"), "as a size"},
      {bytes(entry("U8", "[[2]]", "[0,2]"), "12"), "'x' is not dtype"},
      {bytes(entry("U8", "2", "[0,2]"), "12"), "'x' is not dtype"},
      {bytes(entry("U8", "[2]", "[0,1,2]"), "12"), "'x' is not dtype"},
      {bytes(entry("U8", "[2]", R"([0,2],"more":1)"), "12"), "'x' is not dtype"},
      {bytes(entry("U8", "[2]", R"([0,2],"dtype":"U8")"), "12"), "'x' is not dtype"},
      {bytes(R"({"x":{"dtype":"U8","shape":[2]}})", "12"), "'x' is not dtype"},
      {bytes(R"({"__metadata__":{"a":1}})", ""), "'__metadata__' is not"},
      {bytes(R"({"__metadata__":{"a":"1","a":"2"}})", ""), "names 'a' twice"},
      {bytes(R"({"__metadata__":{},"__metadata__":{}})", ""), "names '__metadata__' twice"},
      {bytes(R"({"x":)" + std::string(100000, '['), ""), "'x' is not dtype"},
      {bytes(std::string(100000, '['), ""), "no JSON object"},
      {bytes("{\"\xff\":1}", ""), "not valid JSON"},
      {bytes(entry("U8", "[1,1,1,1,1,1,1,1,2]", "[0,2]"), "12"), "impossible shape"},
      {bytes(entry("BOOL", "[2]", "[0,2]"), "\x01\x02"), "neither 0 nor 1"},
      {bytes(
           R"({"x":{"dtype":"U8","shape":[1],"data_offsets":[0,1]},"x":{"dtype":"U8","shape":[1],"data_offsets":[1,2]}})",
           "12"),
       "names 'x' twice"},
      {bytes(
           R"({"x":{"dtype":"U8","shape":[2],"data_offsets":[0,2]},"y":{"dtype":"U8","shape":[2],"data_offsets":[1,3]}})",
           "123"),
       "'y' starts at byte 1, not 2"}};
  for (const auto& [content, said] : cases) {
    write_bytes(file, content);
    std::string message;
    try {
      load_safetensors(file);
    } catch (const FormatError& error) {
      message = error.what();
    }
    BOOST_TEST(message.starts_with(file + ": "), content);
    BOOST_TEST(message.find(said) != std::string::npos, said << " in " << message);
  }
  BOOST_CHECK_THROW(load_safetensors(folder.file("nothing")), FileError);
}

BOOST_AUTO_TEST_CASE(a_tensor_of_another_type_is_told_when_it_is_asked_for) {
  const auto file = bytes(R"({"half":{"dtype":"BF16","shape":[1],"data_offsets":[0,2]},)"
                          R"("u":{"dtype":"U8","shape":[1],"data_offsets":[2,3]}})",
                          "12\5");
  const auto read = parse_safetensors(std::as_bytes(std::span(file)));
  BOOST_TEST(read.size() == 1U);
  expect_equal(get<std::uint8_t>(read, "u"), tensor<std::uint8_t>({5}));
  BOOST_CHECK_EXCEPTION(get(read, "half"), ValueError, [](const ValueError& error) {
    return std::string(error.what())
        .starts_with("the tensor 'half' cannot be read: it has elements of type BF16, and ");
  });
}

BOOST_AUTO_TEST_CASE(two_tensors_of_one_name_are_refused_and_nothing_is_written) {
  const ScratchFolder folder;
  BOOST_CHECK_THROW(save_safetensors(folder.file("t"), {{"x", zeros({1})}, {"x", zeros({1})}}), ValueError);
  BOOST_CHECK_THROW(save_safetensors(folder.file("t"), {}, {{"key", "text"}}), ValueError);
  BOOST_TEST(folder.names().empty());
}

BOOST_AUTO_TEST_SUITE_END()

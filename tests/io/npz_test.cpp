#include <boost/test/unit_test.hpp>

#include <d2l/core/error.hpp>
#include <d2l/io/npz.hpp>
#include <d2l/io/safetensors.hpp>
#include <d2l/io/state.hpp>
#include <d2l/ops/ops.hpp>

#include "support/any_tensor.hpp"
#include "support/contains.hpp"
#include "support/idx_files.hpp"
#include "support/message_of.hpp"
#include "support/scratch_folder.hpp"

using namespace d2l;

namespace {

// What NumPy wrote: tests/fixtures/make_archives.py.
std::string fixture_file(const std::string& name) { return std::string(D2L_FIXTURES_DIR) + "/archives/" + name; }

NamedTensors all_types() {
  const auto X = tensor({{1, 2, 3}, {4, 5, 6}});
  return {{"X", X},
          {"view", X.t()(Slice{0, 3, 2}, all)},
          {"d", tensor<double>({0.1, -1e300})},
          {"i", tensor<std::int64_t>({INT64_MIN, INT64_MAX})},
          {"u", tensor<std::uint8_t>({0, 255})},
          {"b", tensor<bool>({true, false, true})},
          {"scalar", tensor(2.5)},
          {"none", zeros({0, 3})},
          {"größe/1", ones({1})}};
}

void refused(const std::string& file, const std::string& said) {
  BOOST_CHECK_EXCEPTION(load_npz(file), FormatError, [&](const FormatError& error) {
    const std::string what = error.what();
    BOOST_TEST(what.starts_with(file + ": "));
    BOOST_TEST(what.find(said) != std::string::npos, said << " in " << what);
    return true;
  });
}

// Puts a number of 32 bits where a header has one, behind each signature.
void put(std::string& bytes, const std::string& signature, std::size_t offset, std::uint32_t value) {
  for (auto at = bytes.find(signature); at != std::string::npos; at = bytes.find(signature, at + 1))
    for (std::size_t i = 0; i < 4; ++i) bytes.at(at + offset + i) = static_cast<char>(value >> 8 * i & 0xff);
}

const std::string local_header("PK\3\4"), central_header("PK\1\2");

}  // namespace

BOOST_AUTO_TEST_SUITE(npz)

BOOST_AUTO_TEST_CASE(what_is_written_is_read_in_every_type_shape_and_layout) {
  const ScratchFolder folder;
  for (const auto packing : {Packing::stored, Packing::deflated}) {
    save_npz(folder.file("x.npz"), all_types(), packing);
    BOOST_TEST(same(load_npz(folder.file("x.npz")), all_types()));
  }
  save_npz(folder.file("x.npz"), {});
  BOOST_TEST(load_npz(folder.file("x.npz")).empty());
}

BOOST_AUTO_TEST_CASE(equal_tensors_make_equal_files) {
  const ScratchFolder folder;
  save_npz(folder.file("a.npz"), all_types());
  save_npz(folder.file("b.npz"), all_types());
  BOOST_TEST(bytes_of(folder.file("a.npz")) == bytes_of(folder.file("b.npz")));
}

BOOST_AUTO_TEST_CASE(numpy_and_the_safetensors_format_hold_the_same_numbers) {
  auto stored = load_npz(fixture_file("stored.npz")), deflated = load_npz(fixture_file("deflated.npz"));
  auto tensors = load_safetensors(fixture_file("tensors.safetensors"));
  BOOST_TEST(load_safetensors_metadata(fixture_file("tensors.safetensors")).at("format") == "np");
  const auto by_name = [](const auto& a, const auto& b) { return a.first < b.first; };
  BOOST_REQUIRE_EQUAL(stored.size(), 8);
  BOOST_TEST(stored[0].first == "layers.0.weight");
  BOOST_TEST(std::get<Tensor<>>(stored[6].second).item() == 2.5F);
  BOOST_REQUIRE_EQUAL(deflated.back().first, "column_major");
  expect_equal(deflated.back().second, stored[2].second);
  deflated.pop_back();
  BOOST_TEST(same(deflated, stored));
  std::ranges::sort(stored, by_name);
  std::ranges::sort(tensors, by_name);
  BOOST_TEST(same(tensors, stored));
}

// Text among the arrays, half precision, fields, what is no array at all.
BOOST_AUTO_TEST_CASE(a_member_of_another_type_is_told_when_it_is_asked_for) {
  const auto tensors = load_npz(fixture_file("mixed.npz"));
  const auto stored = load_npz(fixture_file("stored.npz"));
  BOOST_REQUIRE_EQUAL(tensors.size(), 2U);
  BOOST_TEST(same(get<std::uint8_t>(tensors, "first"), get<std::uint8_t>(stored, "uint8")));
  BOOST_TEST(same(get<double>(tensors, "last"), get<double>(stored, "double")));
  const auto why = [](const NamedTensors& of, const std::string& name) {
    return message_of<ValueError>([&] { get(of, name); });
  };
  BOOST_TEST(why(tensors, "names").starts_with("the tensor 'names' cannot be read: it has elements of type <U2, and "));
  BOOST_TEST(contains(why(tensors, "half"), "type <f2"));
  BOOST_TEST(contains(why(tensors, "fields"), "type [('a', '<f4'), ('b', '<i8')]"));
  BOOST_TEST(contains(why(tensors, "README.txt"), "is no .npy file"));
  BOOST_TEST(why(tensors, "nothing") == "there is no tensor 'nothing'");
  BOOST_TEST(contains(why(load_npz(fixture_file("text.npz")), "README.txt"), "is no .npy file"));
  BOOST_TEST(contains(why(load_npz(fixture_file("lzma.npz")), "x"), "is packed by method 14"));

  const auto x = tensor<float>({1, 2});
  BOOST_CHECK_EXCEPTION(copy_state("load", tensors, {{"names", x}, {"first", x}, {"last", x}}), ValueError,
                        [](const ValueError& error) {
                          return contains(error.what(), "of another element type: names has elements of type <U2") &&
                                 contains(error.what(), "unexpected: README.txt, fields, half");
                        });
}

BOOST_AUTO_TEST_CASE(what_cannot_be_read_is_named) {
  const ScratchFolder folder;
  const auto file = folder.file("x.npz");
  write_bytes(file, "no archive");
  refused(file, "does not start as NumPy's archives do");
  write_bytes(file, "");
  refused(file, "does not start as NumPy's archives do");
  write_bytes(file, local_header);
  refused(file, "is no archive");

  save_npz(file, {{"x", zeros({1000, 1000})}}, Packing::deflated);
  const auto good = bytes_of(file);
  constexpr std::size_t size_in_local = 22, size_in_central = 24;
  auto bomb = good;
  put(bomb, local_header, size_in_local, 4000000000);
  put(bomb, central_header, size_in_central, 4000000000);
  write_bytes(file, bomb);
  refused(file, "should unpack to 4000000000 bytes, more than can come out of");

  save_npz(file, {{"x", ones({4})}, {"y", ones({4})}});
  auto twice = bytes_of(file);
  for (auto at = twice.find("y.npy"); at != std::string::npos; at = twice.find("y.npy")) twice[at] = 'x';
  write_bytes(file, twice);
  refused(file, "names 'x.npy' twice");

  // A member said to be longer than the file, which would allow it to unpack to anything.
  constexpr std::size_t packed_in_central = 20;
  auto long_member = good;
  put(long_member, central_header, packed_in_central, 0x7fffffff);
  write_bytes(file, long_member);
  refused(file, "should have 2147483647 bytes, more than its part of the file");

  auto damaged = good;
  damaged[damaged.size() / 2] = static_cast<char>(~damaged[damaged.size() / 2]);
  write_bytes(file, damaged);
  refused(file, "its member 'x.npy' cannot be unpacked");

  BOOST_CHECK_THROW(load_npz(folder.file("nowhere.npz")), FileError);
  BOOST_CHECK_THROW(save_npz(folder.file("nowhere/x.npz"), {}), FileError);
  BOOST_CHECK_THROW(save_npz(file, {{"x", ones({1})}, {"x", ones({1})}}), ValueError);
}

BOOST_AUTO_TEST_CASE(a_name_with_a_zero_byte_is_refused) {
  for (const auto& name : {std::string("\0\3", 2), std::string("a\0", 2)})
    BOOST_CHECK_THROW(format_npz({{name, ones({2})}}), ValueError);
}

BOOST_AUTO_TEST_SUITE_END()

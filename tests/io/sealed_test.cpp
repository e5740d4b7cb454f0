// A sealed file that is not as it was written is found out, whatever was changed in it.
#include <random>
#include <string>

#include <boost/test/unit_test.hpp>

#include <d2l/core/error.hpp>
#include <d2l/io/sealed.hpp>
#include <d2l/io/sha256.hpp>
#include <d2l/ops/ops.hpp>

#include "support/any_tensor.hpp"
#include "support/contains.hpp"
#include "support/idx_files.hpp"
#include "support/message_of.hpp"
#include "support/scratch_folder.hpp"

using namespace d2l;

namespace {

const NamedTensors tensors{{"weight", tensor({{1, 2}, {3, -4.5F}})},
                           {"größe", tensor<double>({0.1, 1e300})},
                           {"generator", tensor<std::uint8_t>({1, 2, 3})},
                           {"flags", tensor<bool>({true, false, true})}};
const Metadata metadata{{"limit", "600"}, {"sha2", R"("sha256":")"}, {"a", "0000"}, {R"(a"sha256)", "text"}};

using Bytes = std::vector<std::byte>;

void expect_refused(const Bytes& file, const std::string& what) {
  BOOST_CHECK_THROW(parse_sealed(file), FormatError);
  BOOST_TEST_CONTEXT(what) BOOST_TEST(!message_of<FormatError>([&] { parse_sealed(file); }).empty());
}

std::string text_of(const Bytes& file) { return {reinterpret_cast<const char*>(file.data()), file.size()}; }

}  // namespace

BOOST_AUTO_TEST_SUITE(sealed)

BOOST_AUTO_TEST_CASE(what_is_written_is_read_by_every_reader_of_safetensors) {
  const ScratchFolder folder;
  const auto path = folder.file("state.safetensors");
  save_sealed(path, tensors, metadata);
  const auto [read, texts] = load_sealed(path);
  BOOST_TEST(same(read, tensors));
  BOOST_TEST((texts == metadata));
  BOOST_TEST(same(load_safetensors(path), tensors));
  BOOST_TEST(load_safetensors_metadata(path).at("limit") == "600");

  // The checksum is that of the file with zeros in its place.
  auto text = bytes_of(path);
  const auto digits = load_safetensors_metadata(path).at("sha256");
  text.replace(text.find(digits), digits.size(), digits.size(), '0');
  BOOST_TEST(digits == sha256(std::as_bytes(std::span(text))));
  save_sealed(path, {});
  BOOST_TEST(load_sealed(path).tensors.empty());
}

BOOST_AUTO_TEST_CASE(each_bit_counts) {
  const auto good = format_sealed(tensors, metadata);
  for (std::size_t i = 0; i < good.size(); ++i)
    for (int bit = 0; bit < 8; ++bit) {
      auto file = good;
      file[i] ^= static_cast<std::byte>(1 << bit);
      BOOST_CHECK_THROW(parse_sealed(file), FormatError);
    }
}

BOOST_AUTO_TEST_CASE(so_does_each_byte_that_is_missing_changed_or_too_many) {
  const auto good = format_sealed({{"x", arange<float>(10'000)}}, metadata);
  std::mt19937 random(7);
  const auto below = [&](std::size_t n) { return std::uniform_int_distribution<std::size_t>(0, n - 1)(random); };
  for (int i = 0; i < 300; ++i) {
    const auto place = static_cast<std::ptrdiff_t>(below(good.size()));
    auto file = good;
    file.erase(file.begin() + place);
    expect_refused(file, "without byte " + std::to_string(place));
    file = good;
    file.insert(file.begin() + place, std::byte{7});
    expect_refused(file, "one more at byte " + std::to_string(place));
    file.resize(below(good.size()));
    expect_refused(file, "cut off");
    file = good;
    const auto other = below(good.size());
    std::swap(file[static_cast<std::size_t>(place)], file[other]);
    if (file != good) expect_refused(file, "two bytes exchanged");
  }
}

BOOST_AUTO_TEST_CASE(a_file_without_a_checksum_or_with_a_wrong_one_is_refused) {
  const ScratchFolder folder;
  const auto path = folder.file("state.safetensors");
  const auto refused = [&](const std::string& said) {
    const auto message = message_of<FormatError>([&] { load_sealed(path); });
    BOOST_TEST(message.starts_with(path + ": "), message);
    BOOST_TEST(contains(message, said), message);
  };
  save_safetensors(path, tensors, metadata);
  refused("has no checksum, as every file of --save and --save-init; older versions wrote none");
  save_safetensors(path, tensors);
  refused("has no checksum");
  save_safetensors(path, tensors, {{"sha256", "abc"}});
  refused("is not what its checksum was taken of");
  save_safetensors(path, tensors, {{"sha256", std::string(64, '0')}});
  refused("is not what its checksum was taken of");
  // The same checksum in capital letters, and one that stands beside other tensors.
  auto text = text_of(format_sealed(tensors, metadata));
  const auto digits = parse_safetensors_metadata(std::as_bytes(std::span(text))).at("sha256");
  auto capitals = digits;
  for (auto& c : capitals) c = static_cast<char>(std::toupper(static_cast<unsigned char>(c)));
  write_bytes(path, text.replace(text.find(digits), digits.size(), capitals));
  refused("is not what its checksum was taken of");
  auto others = tensors;
  others.front().second = tensor({{1, 2}, {3, -4.5001F}});
  save_safetensors(path, others, {{"sha256", digits}});
  refused("is not what its checksum was taken of");
}

BOOST_AUTO_TEST_SUITE_END()

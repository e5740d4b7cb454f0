// Files that are cut off or of which a field is changed: the documented error, or the same tensors, and nothing else.
#include <functional>
#include <random>

#include <boost/test/unit_test.hpp>

#include <d2l/core/error.hpp>
#include <d2l/data/idx.hpp>
#include <d2l/io/npy.hpp>
#include <d2l/io/npz.hpp>
#include <d2l/io/safetensors.hpp>
#include <d2l/ops/ops.hpp>

#include "support/any_tensor.hpp"
#include "support/idx_files.hpp"
#include "support/scratch_folder.hpp"

using namespace d2l;

namespace {

std::span<const std::byte> as_bytes(const std::string& text) { return std::as_bytes(std::span(text)); }

// Numbers for the tests, apart from the library's.
class Draw {
 public:
  explicit Draw(unsigned seed) : random_(seed) {}
  std::int64_t below(std::int64_t n) { return std::uniform_int_distribution<std::int64_t>(0, n - 1)(random_); }

  AnyTensor any_tensor() {
    Shape shape;
    for (auto axes = below(4); axes > 0; --axes) shape.push_back(below(4));
    switch (below(5)) {
      case 0:
        return randn(shape);
      case 1:
        return randn<double>(shape);
      case 2:
        return randint(-1000, 1000, shape);
      case 3:
        return randint(0, 256, shape).to<std::uint8_t>();
      default:
        return randint(0, 2, shape).to<bool>();
    }
  }

 private:
  std::mt19937 random_;
};

// Puts a digit in the place of one of the file's digits from `begin` on, before `end`; false where there is none.
bool change_digit(std::string& file, std::size_t begin, std::size_t end, Draw& draw) {
  std::vector<std::size_t> digits;
  for (auto i = begin; i < end; ++i)
    if (std::isdigit(static_cast<unsigned char>(file[i]))) digits.push_back(i);
  if (digits.empty()) return false;
  file[digits[static_cast<std::size_t>(draw.below(std::ssize(digits)))]] = static_cast<char>('0' + draw.below(10));
  return true;
}

// Parses what a change has made of a file: an error of the reader, or tensors with the elements that are there.
template <class Parse>
void expect_error_or_tensors(const Parse& parse, int& errors, int& tensors) {
  try {
    parse();
    ++tensors;
  } catch (const FormatError&) {
    ++errors;
  }
}

}  // namespace

BOOST_AUTO_TEST_SUITE(damage)

BOOST_AUTO_TEST_CASE(a_file_cut_off_at_any_byte_is_refused) {
  const ScratchFolder folder;
  const NamedTensors tensors{{"a", ones({2, 3})}, {"b", arange(5)}, {"c", tensor<bool>({true, false})}};
  save_safetensors(folder.file("t"), tensors);
  save_npy(folder.file("n"), tensors[0].second);
  save_npz(folder.file("z"), tensors);
  save_npz(folder.file("d"), tensors, Packing::deflated);
  for (const auto& [name, parse] : std::vector<std::pair<std::string, std::function<void(std::span<const std::byte>)>>>{
           {"t", [](auto bytes) { parse_safetensors(bytes); }},
           {"n", [](auto bytes) { parse_npy(bytes); }},
           {"z", [](auto bytes) { parse_npz(bytes); }},
           {"d", [](auto bytes) { parse_npz(bytes); }}}) {
    const auto bytes = bytes_of(folder.file(name));
    parse(as_bytes(bytes));
    for (std::size_t size = 0; size < bytes.size(); ++size) {
      const auto cut = bytes.substr(0, size);
      BOOST_CHECK_THROW(parse(as_bytes(cut)), FormatError);
    }
  }
  const auto plain = idx_bytes({2, 2, 3}, "abcdefghijkl");
  write_gzip(folder.file("i.gz"), plain);
  for (const auto& bytes : {plain, bytes_of(folder.file("i.gz"))})
    for (std::size_t size = 0; size < bytes.size(); ++size) {
      write_bytes(folder.file("i"), bytes.substr(0, size));
      BOOST_CHECK_THROW(read_idx(folder.file("i"), 3), FormatError);
    }
}

BOOST_AUTO_TEST_CASE(random_tensors_come_back_and_a_changed_field_is_found) {
  constexpr int rounds = 500;
  const ScratchFolder folder;
  Draw draw(0);
  int errors = 0, tensors = 0;
  for (int round = 0; round < rounds; ++round) {
    NamedTensors named;
    for (auto count = 1 + draw.below(3); count > 0; --count)
      named.emplace_back(std::to_string(count), draw.any_tensor());
    save_safetensors(folder.file("t"), named, {{"round", std::to_string(round)}});
    BOOST_TEST(same(load_safetensors(folder.file("t")), named));
    save_npz(folder.file("z"), named, round % 2 ? Packing::deflated : Packing::stored);
    BOOST_TEST(same(load_npz(folder.file("z")), named));
    const auto x = draw.any_tensor();
    save_npy(folder.file("n"), x);
    BOOST_TEST(same(load_npy(folder.file("n")), x));

    // A digit of a header: a size, a place, a type, a name.
    auto safetensors = bytes_of(folder.file("t"));
    if (change_digit(safetensors, 8, 8 + static_cast<unsigned char>(safetensors[0]), draw))
      expect_error_or_tensors([&] { parse_safetensors(as_bytes(safetensors)); }, errors, tensors);
    auto npy = bytes_of(folder.file("n"));
    if (change_digit(npy, 10, std::min<std::size_t>(npy.size(), 128), draw))
      expect_error_or_tensors([&] { parse_npy(as_bytes(npy)); }, errors, tensors);
    // Any byte of an archive: its sums tell, unless it is a byte that says nothing, such as a date.
    auto npz = bytes_of(folder.file("z"));
    npz[static_cast<std::size_t>(draw.below(std::ssize(npz)))] ^= static_cast<char>(1 << draw.below(8));
    expect_error_or_tensors([&] { parse_npz(as_bytes(npz)); }, errors, tensors);
  }
  BOOST_TEST_MESSAGE(errors << " changes were errors, " << tensors << " gave tensors");
  BOOST_TEST(errors > rounds / 2);
  BOOST_TEST(tensors > rounds / 10);
}

BOOST_AUTO_TEST_SUITE_END()

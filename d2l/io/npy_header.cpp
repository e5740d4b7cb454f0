#include "d2l/io/npy_header.hpp"

#include <algorithm>
#include <charconv>
#include <cstdint>
#include <system_error>
#include <vector>

#include "d2l/io/validate.hpp"

namespace d2l {
namespace {

// Goes through the text from its start to its end, and never back: no header is too long for it.
class Reader {
 public:
  explicit Reader(std::string_view text) : left_(text) {}

  NpyHeader header() {
    NpyHeader header;
    bool has_type = false, has_order = false, has_shape = false;
    expect('{');
    while (!take('}')) {
      const auto name = string();
      expect(':');
      if (name == "descr" && !has_type)
        has_type = true, header.type = type();
      else if (name == "fortran_order" && !has_order)
        has_order = true, header.column_major = truth();
      else if (name == "shape" && !has_shape)
        has_shape = true, header.shape = shape();
      else
        refuse();
      if (!take(',')) {
        expect('}');
        break;
      }
    }
    if (skip_blanks(), !left_.empty() || !has_type || !has_order || !has_shape) refuse();
    return header;
  }

 private:
  [[noreturn]] static void refuse() {
    throw FormatError("its header is not Python's dictionary of descr, fortran_order and shape");
  }

  void skip_blanks() { left_.remove_prefix(std::min(left_.find_first_not_of(" \t\n\r\f\v"), left_.size())); }
  bool take(char c) {
    skip_blanks();
    if (!left_.starts_with(c)) return false;
    left_.remove_prefix(1);
    return true;
  }
  void expect(char c) {
    if (!take(c)) refuse();
  }
  bool take_word(std::string_view word) {
    skip_blanks();
    if (!left_.starts_with(word)) return false;
    left_.remove_prefix(word.size());
    return true;
  }
  std::string_view take_until(std::size_t end) {
    if (end >= left_.size()) refuse();
    const auto taken = left_.substr(0, end);
    left_.remove_prefix(end);
    return taken;
  }

  std::string string() {
    const char quote = take('\'') ? '\'' : '"';
    if (quote == '"') expect(quote);
    const auto text = take_until(left_.find(quote));
    expect(quote);
    return std::string(text);
  }

  // A name in quotes; or a list of fields, (), [] and strings within each other, as it stands.
  std::string type() {
    skip_blanks();
    if (!left_.starts_with('[') && !left_.starts_with('(')) return string();
    std::size_t end = 0;
    for (int depth = 0; end < left_.size(); ++end) {
      const char c = left_[end];
      if (c == '\'' || c == '"') end = std::min(left_.find(c, end + 1), left_.size());
      if (c == '[' || c == '(') ++depth;
      if ((c == ']' || c == ')') && --depth == 0) break;
    }
    if (end >= left_.size()) refuse();
    return std::string(take_until(end + 1));
  }

  bool truth() {
    if (take_word("True")) return true;
    if (!take_word("False")) refuse();
    return false;
  }

  Shape shape() {
    std::vector<std::uint64_t> sizes;
    expect('(');
    while (!take(')')) {
      if (sizes.size() > Shape::capacity) break;
      sizes.push_back(size());
      if (take(',')) continue;
      expect(')');
      if (sizes.size() == 1) refuse();  // a number in brackets is no tuple
      break;
    }
    return checked_shape(sizes);
  }
  // Python 2 wrote an L behind it.
  std::uint64_t size() {
    skip_blanks();
    std::uint64_t value = 0;
    const auto [stop, error] = std::from_chars(left_.data(), left_.data() + left_.size(), value);
    if (error == std::errc::invalid_argument) refuse();
    if (error != std::errc()) throw FormatError("has an impossible shape");
    left_.remove_prefix(static_cast<std::size_t>(stop - left_.data()));
    take('L');
    return value;
  }

  std::string_view left_;
};

}  // namespace

NpyHeader parse_npy_header(std::string_view text) { return Reader(text).header(); }

}  // namespace d2l

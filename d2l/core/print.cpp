#include "d2l/core/print.hpp"

#include <algorithm>
#include <cmath>
#include <utility>
#include <vector>

#include <fmt/format.h>
#include <fmt/ranges.h>

namespace d2l {
namespace {

// PyTorch's default print options (torch.set_printoptions).
constexpr std::int64_t threshold = 1000, edge_items = 3, line_width = 80;

const std::string prefix = "tensor(";

template <class T>
constexpr const char* dtype = "";
template <>
constexpr const char* dtype<float> = "torch.float32";
template <>
constexpr const char* dtype<double> = "torch.float64";
template <>
constexpr const char* dtype<std::int64_t> = "torch.int64";
template <>
constexpr const char* dtype<std::uint8_t> = "torch.uint8";
template <>
constexpr const char* dtype<bool> = "torch.bool";

// How the numbers of a tensor are written, one like the other.
template <class T>
class Format {
 public:
  explicit Format(const std::vector<T>& shown) {
    if constexpr (std::floating_point<T>) choose(shown);
    for (const auto value : shown)
      if (counts(value)) width_ = std::max(width_, write(value).size());
  }

  std::size_t width() const { return width_; }
  std::string operator()(T value) const { return fmt::format("{:>{}}", write(value), width_); }

 private:
  // Zeros, infinities and NaN have no say in how the others are written.
  static bool counts(T value) {
    if constexpr (std::floating_point<T>) return std::isfinite(value) && value != 0;
    return true;
  }

  void choose(const std::vector<T>& shown) {
    double largest = 0, smallest = INFINITY;
    for (const auto value : shown) {
      if (!counts(value)) continue;
      whole_ &= value == std::ceil(value);
      largest = std::max<double>(largest, std::abs(value));
      smallest = std::min<double>(smallest, std::abs(value));
    }
    if (largest == 0) return;
    scientific_ = largest / smallest > 1000 || largest > 1e8 || (!whole_ && smallest < 1e-4);
  }

  std::string write(T value) const {
    if constexpr (std::same_as<T, bool>) {
      return value ? "True" : "False";
    } else if constexpr (std::floating_point<T>) {
      if (std::isnan(value)) return "nan";
      if (std::isinf(value)) return value > 0 ? "inf" : "-inf";
      if (scientific_) return fmt::format("{:.4e}", value);
      return whole_ ? fmt::format("{:.0f}.", value) : fmt::format("{:.4f}", value);
    } else {
      return fmt::format("{}", value);
    }
  }

  bool whole_ = true, scientific_ = false;
  std::size_t width_ = 1;
};

template <class T>
class Printer {
 public:
  explicit Printer(Tensor<T> x)
      : x_(std::move(x)), shortened_(x_.numel() > threshold), format_(shown_below(0, x_.data_ptr())) {}

  std::string print() const { return below(0, x_.data_ptr(), static_cast<std::int64_t>(prefix.size())); }

 private:
  bool is_cut(std::int64_t axis) const { return shortened_ && x_.size(axis) > 2 * edge_items; }

  // Calls f(address) for each part along the axis that is shown, and gap() in the middle of one that is cut.
  template <class F, class Gap>
  void for_parts(std::int64_t axis, const T* at, F f, Gap gap) const {
    const auto size = x_.size(axis), step = x_.strides()[axis];
    for (std::int64_t i = 0; i < size; ++i) {
      if (is_cut(axis) && i == edge_items) {
        gap();
        i = size - edge_items;
      }
      f(at + i * step);
    }
  }

  std::vector<T> shown_below(std::int64_t axis, const T* at) const {
    if (axis == x_.dim()) return {*at};
    std::vector<T> shown;
    for_parts(
        axis, at,
        [&](const T* part) {
          const auto more = shown_below(axis + 1, part);
          shown.insert(shown.end(), more.begin(), more.end());
        },
        [] {});
    return shown;
  }

  std::string below(std::int64_t axis, const T* at, std::int64_t indent) const {
    if (axis == x_.dim()) return format_(*at);
    const bool is_row = axis + 1 == x_.dim();
    std::vector<std::string> parts;
    for_parts(
        axis, at, [&](const T* part) { parts.push_back(below(axis + 1, part, indent + 1)); },
        [&] { parts.emplace_back(is_row ? " ..." : "..."); });
    const std::string margin(static_cast<std::size_t>(indent) + 1, ' ');
    if (is_row) return "[" + fmt::format("{}", fmt::join(lines(parts, indent), ",\n" + margin)) + "]";
    const std::string blank(static_cast<std::size_t>(x_.dim() - axis - 1), '\n');
    return "[" + fmt::format("{}", fmt::join(parts, "," + blank + margin)) + "]";
  }

  // As many numbers on a line as there is room for.
  std::vector<std::string> lines(const std::vector<std::string>& numbers, std::int64_t indent) const {
    const auto room = (line_width - indent) / static_cast<std::int64_t>(format_.width() + 2);
    const auto per_line = static_cast<std::size_t>(std::max<std::int64_t>(1, room));
    std::vector<std::string> result;
    for (std::size_t i = 0; i < numbers.size(); i += per_line) {
      const auto end = std::min(numbers.size(), i + per_line);
      result.push_back(fmt::format("{}", fmt::join(numbers.begin() + static_cast<std::ptrdiff_t>(i),
                                                   numbers.begin() + static_cast<std::ptrdiff_t>(end), ", ")));
    }
    return result;
  }

  Tensor<T> x_;
  bool shortened_;
  Format<T> format_;
};

// What is not the rule about a tensor.
template <class T>
std::vector<std::string> remarks(const Tensor<T>& x) {
  std::vector<std::string> result;
  if (x.device().is_cuda()) result.push_back(fmt::format("device='{}'", to_string(x.device())));
  const bool is_empty = x.numel() == 0;
  if (is_empty && x.dim() != 1) result.push_back("size=" + to_string(x.shape()));
  const bool is_usual =
      std::same_as<T, float> || (!is_empty && (std::same_as<T, std::int64_t> || std::same_as<T, bool>));
  if (!is_usual) result.push_back(fmt::format("dtype={}", dtype<T>));
  if (x.requires_grad())
    result.push_back(x.is_leaf() ? "requires_grad=True" : fmt::format("grad_fn=<{}>", x.grad_fn()));
  return result;
}

}  // namespace

template <class T>
std::string to_string(const Tensor<T>& x) {
  auto text = prefix + (x.numel() == 0 ? "[]" : Printer<T>(on_cpu(x)).print());
  // PyTorch counts two columns more than there are.
  auto column = static_cast<std::int64_t>(text.size() - (text.rfind('\n') + 1)) + 2;
  for (const auto& remark : remarks(x)) {
    const auto length = static_cast<std::int64_t>(remark.size());
    const bool fits = column + length + 2 <= line_width;
    text += fits ? ", " + remark : ",\n" + std::string(prefix.size(), ' ') + remark;
    column = fits ? column + length + 2 : static_cast<std::int64_t>(prefix.size()) + length;
  }
  return text + ")";
}

std::ostream& operator<<(std::ostream& stream, const Dims& dims) { return stream << to_string(dims); }

std::ostream& operator<<(std::ostream& stream, Device device) { return stream << to_string(device); }

#define D2L_INSTANTIATE(T) template std::string to_string(const Tensor<T>&);
D2L_FOR_ELEMENTS(D2L_INSTANTIATE)

}  // namespace d2l

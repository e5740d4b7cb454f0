#include "trial.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>
#include <rapidcheck.h>

#include <fmt/format.h>

#include <d2l/core/error.hpp>

namespace {

// Well mixed bits of a number (splitmix64).
std::uint64_t mixed(std::uint64_t x) {
  x += 0x9e3779b97f4a7c15U;
  x = (x ^ (x >> 30)) * 0xbf58476d1ce4e5b9U;
  x = (x ^ (x >> 27)) * 0x94d049bb133111ebU;
  return x ^ (x >> 31);
}

constexpr double infinity = std::numeric_limits<double>::infinity(), nan = std::numeric_limits<double>::quiet_NaN();

// How the numbers of a tensor are made, the simplest first, and which of them `Values` allows.
enum class Numbers { counting, few, eighths, special, wild };

double make_float(Type type, Numbers numbers, std::int64_t i, std::uint64_t bits) {
  static const std::vector<double> specials{0, -0.0, infinity, -infinity, nan};
  const auto some = static_cast<double>(bits % 33) - 16;
  const auto rest = bits >> 8;
  switch (numbers) {
    case Numbers::counting:
      return static_cast<double>(i + 1);
    case Numbers::eighths:
      return some / 8;
    case Numbers::few:
      return static_cast<double>(bits % 4) - 1;
    case Numbers::special:
      return rest % 8 == 0 ? specials[bits % specials.size()] : some / 8;
    case Numbers::wild:
      if (rest % 8 == 0) return specials[bits % specials.size()];
      if (rest % 8 == 1) return some * (type == Type::float32 ? 1e36 : 1e300);
      if (rest % 8 == 2) return some * (type == Type::float32 ? 1e-43 : 1e-322);
      return some / 7.3;
  }
  return 0;
}

double make_int(Type type, Numbers numbers, std::int64_t i, std::uint64_t bits) {
  const auto some = static_cast<double>(bits % 65) - 32;
  if (type == Type::boolean) return numbers == Numbers::counting ? (i + 1) % 2 != 0 : bits % 2 != 0;
  if (numbers == Numbers::counting) return as(type, static_cast<double>(i + 1));
  if (type == Type::uint8) return static_cast<double>(bits % (numbers == Numbers::few ? 4 : 256));
  switch (numbers) {
    case Numbers::few:
      return static_cast<double>(bits % 4) - 1;
    case Numbers::special:
    case Numbers::wild:
      return some * (1 << 25);  // whose products are still exact in double
    default:
      return some;
  }
}

bool is_float(Type type) { return type == Type::float32 || type == Type::float64; }

double epsilon(Type type) {
  return type == Type::float32 ? std::numeric_limits<float>::epsilon() : std::numeric_limits<double>::epsilon();
}
double smallest_normal(Type type) {
  return type == Type::float32 ? std::numeric_limits<float>::min() : std::numeric_limits<double>::min();
}

bool agree(double got, double right, Type type, Tolerance tolerance) {
  if (std::isnan(right)) return std::isnan(got);
  if (got == right) return true;
  if (!is_float(type) || tolerance.roundings == 0) return false;
  const auto scale = std::max(std::abs(right), tolerance.scale);
  // What is smaller than the normal numbers may have been rounded to 0.
  return std::abs(got - right) <= tolerance.roundings * epsilon(type) * scale + smallest_normal(type);
}

// 0, -1, 1, -2, 2, ...
std::int64_t whole_number(std::int64_t k) { return k % 2 == 0 ? k / 2 : -(k + 1) / 2; }

std::string text(const Places& shape) { return to_string(dims(shape)); }

}  // namespace

Tally& Tally::operator+=(const Tally& more) {
  calls += more.calls;
  errors += more.errors;
  empty += more.empty;
  zero += more.zero;
  nan += more.nan;
  numbers += more.numbers;
  return *this;
}

std::int64_t Trial::pick(std::int64_t n) {
  return *rc::gen::resize(rc::kNominalSize, rc::gen::inRange<std::int64_t>(0, n));
}

std::int64_t Trial::number(const char* name, std::int64_t n) {
  const auto value = whole_number(pick(2 * n + 1));
  note(name, static_cast<double>(value));
  return value;
}

bool Trial::flag(const char* name) {
  const bool on = pick(2) == 1;
  note(name, on);
  return on;
}

Places Trial::shape(std::int64_t most, std::int64_t least) {
  static const Places sizes{1, 2, 3, 4, 5, 6, 7, 2, 3, 4, 2, 3, 5, 1, 2, 3, 4, 3, 2, 1, 2, 3, 4, 5, 6, 0};
  if (least > 0 && rarely()) least = 0;
  // All are drawn first, so that with fewer axes the other sizes stay as they are.
  Places result(static_cast<std::size_t>(most));
  for (auto& size : result) size = one_of(sizes);
  const auto axes = least + (pick(2 * (most - least) + 1) + 1) / 2;  // a number half as often as any other
  result.erase(result.begin(), result.end() - axes);
  std::int64_t count = 1;
  for (auto& size : result) {
    if (count * size > 400) size = 2;
    count *= size;
  }
  return result;
}

Places Trial::mostly(const Places& other) {
  auto result = other;
  if (!rarely()) return result;
  if (result.empty() || pick(2) == 1) return shape();
  *one_of(std::vector<std::int64_t*>{&result.front(), &result.back()}) += 1;
  return result;
}

Places Trial::beside(const Places& other) {
  auto result = mostly(other);
  for (auto& size : result)
    if (const auto way = pick(6); way == 5)
      size = 1;
    else if (way == 4 && size == 1)
      size = 3;
  const auto fewer = pick(6);  // axes; mostly none
  if (fewer > 3) result.erase(result.begin(), result.begin() + std::min(fewer - 3, std::ssize(result)));
  if (fewer == 3 && result.size() < 4) result.insert(result.begin(), 2);
  return result;
}

std::int64_t Trial::axis(const char* name, std::int64_t axes) {
  const auto there = 2 * std::max<std::int64_t>(axes, 1);
  const auto value = whole_number(pick(rarely() ? there + 4 : there));
  note(name, static_cast<double>(value));
  return value;
}

Layout Trial::layout(const Places& shape, bool repeats) {
  const auto axes = shape.size();
  Layout result{Places(axes), Places(axes, 1), 0, std::vector<bool>(axes, false)};
  std::iota(result.order.begin(), result.order.end(), 0);
  if (pick(3) == 0) return result;
  for (std::size_t i = 0; i + 1 < axes; ++i)  // any order of the axes
    std::swap(result.order[i], result.order[i + static_cast<std::size_t>(pick(static_cast<std::int64_t>(axes - i)))]);
  const bool gaps = pick(2) == 1, repeated = repeats && pick(5) == 4;
  for (std::size_t axis = 0; axis < axes; ++axis) {
    if (gaps) result.step[axis] = 1 + pick(3);
    if (repeated) result.repeats[axis] = pick(2) == 1;
  }
  result.offset = pick(4);
  return result;
}

const Operand& Trial::tensor(Type type, const Places& shape, Values values, bool repeats) {
  static const std::vector<Numbers> numbers{Numbers::counting, Numbers::few,     Numbers::eighths,
                                            Numbers::few,      Numbers::special, Numbers::wild};
  const auto how = numbers[static_cast<std::size_t>(pick(4 + static_cast<std::int64_t>(values)))];
  const auto start = how == Numbers::counting ? 0 : static_cast<std::uint64_t>(pick(100'000)) << 16;
  std::int64_t i = 0;
  const auto drawn = make(shape, [&](const Places&) {
    const auto bits = mixed(start + static_cast<std::uint64_t>(i));
    return is_float(type) ? make_float(type, how, i++, bits) : make_int(type, how, i++, bits);
  });
  return tensor(type, drawn, repeats);
}

const Operand& Trial::tensor(Type type, const Plain& numbers, bool repeats) {
  return keep(laid_out(type, numbers, layout(numbers.shape, repeats)));
}

const Operand& Trial::reversed_view(const Operand& x) { return keep(reversed(x)); }

double Trial::note(const char* name, double value) {
  notes_.emplace_back(name, fmt::format("{}", value));
  return value;
}
Type Trial::note(const char* name, Type value) {
  notes_.emplace_back(name, ::name(value));
  return value;
}
const Places& Trial::note(const char* name, const Places& value) {
  notes_.emplace_back(name, text(value));
  return value;
}

void Trial::expect(const Right& right, const Call& call, Tolerance tolerance) {
  const auto y = outcome(call);
  if (!y) return;
  if (!changed_ && shares_memory(*y)) return fail("the result is not in memory of its own");
  compare(*y, right(), tolerance);
}

void Trial::expect_moved(const Operand& x, const std::function<Plain(const Plain&)>& moved, const Call& call,
                         bool copied) {
  const auto y = outcome(call);
  if (!y) return;
  compare(*y, moved(x.numbers), exactly);
  if (!failure_.empty()) return;
  if (copied) {
    if (shares_memory(*y)) fail("the result is not in memory of its own");
    return;
  }
  // The same elements: where the op says they lie, and where they lay in x.
  const auto from = places_of(x.tensor), to = places_of(*y);
  const auto right = moved({x.shape(), {from.begin(), from.end()}}).values;
  if (storage_of(*y) != storage_of(x.tensor)) return fail("the result is no view of the same memory");
  if (!std::ranges::equal(to, right)) fail("the view shows other elements than it should, which happen to be equal");
}

void Trial::expect_such(const std::function<bool(const Plain&)>& is_right, const Call& call) {
  const auto y = outcome(call);
  if (!y) return;
  const auto numbers = numbers_of(*y);
  count(numbers);
  if (!is_right(numbers)) fail("wrong: " + describe(*y));
}

std::optional<AnyTensor> Trial::outcome(const Call& call) {
  ++tally_.calls;
  std::optional<AnyTensor> y;
  try {
    y = call();
  } catch (const d2l::Error& error) {
    changed_ = nullptr;  // a call that is refused changes nothing
    if (std::ranges::none_of(due_, [&](const auto* due) { return *due == typeid(error); }))
      fail(fmt::format("{} error: {}", due_.empty() ? "an unexpected" : "the wrong type of", error.what()));
    ++tally_.errors;
  } catch (const std::exception& error) {
    fail(std::string("not an error of d2l's: ") + error.what());
  }
  check_memory();
  if (y && !due_.empty()) fail("no error, but " + describe(*y));
  return failure_.empty() ? y : std::nullopt;
}

bool Trial::shares_memory(const AnyTensor& y) const {
  return std::ranges::any_of(operands_, [&](const Operand& x) { return storage_of(x.tensor) == storage_of(y); });
}

void Trial::check_memory() {
  for (const auto& x : operands_) {
    auto before = x.memory, now = memory_of(x.tensor);
    if (changed_ && storage_of(x.tensor) == storage_of(changed_->tensor)) {
      const auto size = std::visit([]<class T>(const Tensor<T>&) { return sizeof(T); }, changed_->tensor);
      for (const auto place : places_of(changed_->tensor)) {
        const auto at = static_cast<std::ptrdiff_t>(static_cast<std::size_t>(place) * size);
        std::copy_n(now.begin() + at, size, before.begin() + at);
      }
    }
    if (before != now) return fail("memory was changed that is not the result's");
  }
}

void Trial::count(const Plain& numbers) {
  const auto& v = numbers.values;
  tally_.numbers += std::ssize(v);
  if (v.empty())
    ++tally_.empty;
  else if (std::ranges::all_of(v, [](double x) { return x == 0; }))
    ++tally_.zero;
  else if (std::ranges::all_of(v, [](double x) { return std::isnan(x); }))
    ++tally_.nan;
}

void Trial::compare(const AnyTensor& y, const Plain& right, Tolerance tolerance) {
  const auto got = numbers_of(y);
  const auto type = type_of(y);
  count(got);
  if (got.shape != right.shape) return fail("shape " + text(got.shape) + ", not " + text(right.shape));
  for (std::size_t i = 0; i < got.values.size(); ++i)
    if (const auto due = as(type, right.values[i]); !agree(got.values[i], due, type, tolerance))
      return fail(fmt::format("element {} of {} is {:.9g}, not {:.9g}", i, text(right.shape), got.values[i], due));
}

void Trial::fail(const std::string& what) {
  if (!failure_.empty()) return;
  failure_ = what;
  for (const auto& [name, value] : notes_) failure_ += fmt::format("\n  {} = {}", name, value);
  for (const auto& x : operands_) failure_ += "\n  " + describe(x.tensor);
}

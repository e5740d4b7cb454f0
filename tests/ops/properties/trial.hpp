#pragma once

#include <deque>
#include <functional>
#include <optional>
#include <stdexcept>

#include "operand.hpp"

/// What the calls of an op came to.
struct Tally {
  std::int64_t calls = 0;
  std::int64_t errors = 0, empty = 0, zero = 0, nan = 0;  // calls: refused, without a number, with nothing but 0, NaN
  std::int64_t numbers = 0;                               // compared

  Tally& operator+=(const Tally& more);
};

/// Which numbers a tensor holds: ones whose sums and products have no rounding; infinities and NaN, too; anything.
enum class Values { exact, special, any };

/// How far a computed number may be off: a few roundings of its type, relative to itself or, where it is smaller, to
/// `scale`.
struct Tolerance {
  double roundings = 0;
  double scale = 0;
};
inline constexpr Tolerance exactly{}, rounded{16};

/// Draws the arguments of one call, and holds the call against what is right. All is drawn by pick(), so that
/// RapidCheck shrinks a failing call to the simplest one that still fails: 0 is the simplest pick.
class Trial {
 public:
  /// What an op gives, and what is right.
  using Call = std::function<AnyTensor()>;
  using Right = std::function<Plain()>;

  explicit Trial(Tally& tally) : tally_(tally) {}

  // --- drawing
  /// A whole number from 0 up to but not including n.
  std::int64_t pick(std::int64_t n);
  /// One of these, the simplest first.
  template <class T>
  T one_of(const std::vector<T>& choices) {
    return choices[static_cast<std::size_t>(pick(std::ssize(choices)))];
  }
  bool rarely() { return pick(8) == 7; }
  /// A number from -n to n that is shown under this name.
  std::int64_t number(const char* name, std::int64_t n);
  bool flag(const char* name);
  /// `least` (rarely fewer) up to `most` axes of sizes 0 to 7.
  Places shape(std::int64_t most = 4, std::int64_t least = 0);
  /// A shape that mostly broadcasts with another.
  Places beside(const Places& shape);
  /// A shape that is mostly this one.
  Places mostly(const Places& shape);
  /// An axis of a tensor with so many, counted from either end; rarely one that is not there.
  std::int64_t axis(const char* name, std::int64_t axes);
  /// Strides, gaps, offsets; `repeats` says whether the tensor may be an expanded one.
  const Operand& tensor(Type type, const Places& shape, Values values, bool repeats = true);
  const Operand& tensor(const Types& types, const Places& shape, Values values) {
    return tensor(one_of(types), shape, values);
  }
  /// A tensor of these numbers, laid out somehow.
  const Operand& tensor(Type type, const Plain& numbers, bool repeats = false);
  /// The memory of another operand, with the axes in the opposite order.
  const Operand& reversed_view(const Operand& x);
  /// Shows an argument that was drawn.
  double note(const char* name, double value);
  Type note(const char* name, Type value);
  const Places& note(const char* name, const Places& value);

  // --- judging
  /// The call must throw an error of this type; where several are due, one of them.
  template <class Error>
  void refused_if(bool wrong) {
    if (wrong) due_.push_back(&typeid(Error));
  }
  /// The call changes this operand, but nothing around it.
  void changes(const Operand& x) { changed_ = &x; }
  /// The call gives a tensor of these numbers, in memory of its own.
  void expect(const Right& right, const Call& call, Tolerance tolerance = exactly);
  /// The call gives what the numbers of x become by `moved`: other places of the same memory, or if `copied` of its
  /// own.
  void expect_moved(const Operand& x, const std::function<Plain(const Plain&)>& moved, const Call& call,
                    bool copied = false);
  /// The call gives numbers of which this is true.
  void expect_such(const std::function<bool(const Plain&)>& is_right, const Call& call);

  /// What was wrong with the call; empty if nothing was.
  const std::string& failure() const { return failure_; }

 private:
  Layout layout(const Places& shape, bool repeats);
  const Operand& keep(Operand x) { return operands_.emplace_back(std::move(x)); }
  bool shares_memory(const AnyTensor& y) const;
  std::optional<AnyTensor> outcome(const Call& call);
  void count(const Plain& numbers);
  void check_memory();
  void fail(const std::string& what);
  void compare(const AnyTensor& y, const Plain& right, Tolerance tolerance);

  Tally& tally_;
  std::deque<Operand> operands_;
  std::vector<std::pair<const char*, std::string>> notes_;
  std::vector<const std::type_info*> due_;
  const Operand* changed_ = nullptr;
  std::string failure_;
};

/// f of the operand as a tensor of its own type, and of what else it takes; f takes only the types that were drawn.
template <class F, class... More>
AnyTensor applied(const Operand& x, const F& f, const More&... more) {
  return std::visit(
      [&]<class T>(const Tensor<T>& t) -> AnyTensor {
        if constexpr (std::invocable<const F&, const Tensor<T>&, const More&...>)
          return f(t, more...);
        else
          throw std::logic_error("a property drew a type that its op does not take");
      },
      x.tensor);
}

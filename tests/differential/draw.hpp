#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <random>
#include <vector>

#include "argument.hpp"

/// What a drawing goes by: a tensor as it is when the next step is drawn.
struct Known {
  bool is_there = false;
  d2l::Shape shape;
  bool requires_grad = false, is_leaf = true, has_grad = false;
  const void* memory = nullptr;
  std::vector<std::int64_t> places;  // of its elements in that memory
};

/// The drawing of one call, argument by argument, from numbers that depend on the seed alone.
class Draw {
 public:
  Draw(std::mt19937_64& random, const std::vector<Known>& known, bool no_grad, bool wild)
      : no_grad(no_grad), wild(wild), random_(random), known_(known) {}

  std::int64_t pick(std::int64_t n) { return static_cast<std::int64_t>(random_() % static_cast<std::uint64_t>(n)); }
  bool rarely() { return pick(60) == 0; }
  template <class T>
  T one_of(const std::vector<T>& choices) {
    return choices[static_cast<std::size_t>(pick(std::ssize(choices)))];
  }

  /// The tensor that was drawn as the i-th argument.
  const Known& operator[](std::size_t i) const { return known_[std::get<Variable>(arguments[i]).number]; }
  std::int64_t whole(std::size_t i) const { return std::get<std::int64_t>(arguments[i]); }
  const std::vector<Known>& known() const { return known_; }
  /// One of the tensors for which this is true, more often a late one.
  std::optional<Argument> variable(const std::function<bool(const Known&)>& fits);

  std::vector<Argument> arguments;  ///< those that are drawn
  bool no_grad;                     ///< whether the call is made under NoGrad
  bool wild;                        ///< whether numbers may be far from 1, infinite or NaN

 private:
  std::mt19937_64& random_;
  const std::vector<Known>& known_;
};

/// How an argument is drawn; nothing where no argument is possible, and the call is not made.
using Drawer = std::optional<Argument> (*)(Draw&);

// --- tensors; "the first" is the one that was drawn as argument 0
std::optional<Argument> any(Draw&);
std::optional<Argument> with_axes(Draw&);     ///< of one axis or more
std::optional<Argument> with_columns(Draw&);  ///< of two axes or more
std::optional<Argument> matrix(Draw&);        ///< of two axes
std::optional<Argument> vector(Draw&);        ///< of one axis
std::optional<Argument> filled(Draw&);        ///< not empty
std::optional<Argument> in_graph(Draw&);      ///< that requires grad
std::optional<Argument> leaf(Draw&);          ///< no op's output
std::optional<Argument> scalar_in_graph(Draw&);
std::optional<Argument> with_grad(Draw&);  ///< a leaf that has a gradient
std::optional<Argument> target(Draw&);     ///< one that may be changed in place; rarely another
std::optional<Argument> target_with_axes(Draw&);
std::optional<Argument> target_with_columns(Draw&);
std::optional<Argument> target_matrix(Draw&);
std::optional<Argument> beside(Draw&);        ///< that broadcasts with the first
std::optional<Argument> alike(Draw&);         ///< of the first's shape
std::optional<Argument> into_first(Draw&);    ///< that broadcasts to the first, and shares no element with it
std::optional<Argument> into_part(Draw&);     ///< ... with the part of the first without its first axis
std::optional<Argument> into_column(Draw&);   ///< ... without its second axis
std::optional<Argument> matrix_after(Draw&);  ///< a matrix with as many rows as the first has columns
std::optional<Argument> vector_after(Draw&);  ///< a vector as long as the first's last axis
std::optional<Argument> for_result(Draw&);    ///< for the result of the first and second broadcast, apart from both
std::optional<Argument> for_image(Draw&);     ///< for a result of the first's shape, apart from it or equal to it

// --- numbers
std::optional<Argument> axis(Draw&);      ///< of the first
std::optional<Argument> new_axis(Draw&);  ///< a place for one in the first
std::optional<Argument> place(Draw&);     ///< along the axis that is argument 1
std::optional<Argument> row(Draw&);       ///< along axis 0 of the first
std::optional<Argument> column(Draw&);    ///< along axis 1 of the first
std::optional<Argument> end(Draw&);       ///< where a slice begins or ends
std::optional<Argument> step(Draw&);      ///< of a slice; a size of pieces
std::optional<Argument> number(Draw&);
std::optional<Argument> exponent(Draw&);
std::optional<Argument> low(Draw&);
std::optional<Argument> high(Draw&);
std::optional<Argument> probability(Draw&);
std::optional<Argument> seed(Draw&);
std::optional<Argument> flag(Draw&);

// --- shapes and elements
std::optional<Argument> shape(Draw&);           ///< any
std::optional<Argument> other_shape(Draw&);     ///< with as many elements as the first
std::optional<Argument> expanded_shape(Draw&);  ///< to which the first expands
std::optional<Argument> order(Draw&);           ///< of the first's axes
std::optional<Argument> some_axes(Draw&);       ///< of the first
std::optional<Argument> elements(Draw&);        ///< of a new tensor
std::optional<Argument> rows_to_select(Draw&);  ///< places along the axis that is argument 1
std::optional<Argument> places_to_gather(Draw&);
std::optional<Argument> labels(Draw&);  ///< a class for each row of the first

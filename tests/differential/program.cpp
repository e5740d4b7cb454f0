#include "program.hpp"

#include <algorithm>
#include <optional>
#include <random>
#include <utility>
#include <vector>

#include <fmt/format.h>
#include <fmt/ranges.h>
#include <nlohmann/json.hpp>

#include <d2l/autograd/grad_mode.hpp>

#include "operation.hpp"

using namespace d2l;

namespace {

struct Step {
  std::size_t operation = 0;
  std::vector<Argument> arguments;
  bool no_grad = false;
};

// Where in its memory each element lies.
template <class T>
std::vector<std::int64_t> places_of(const Tensor<T>& x) {
  std::vector<std::int64_t> places{x.storage_offset()};
  for (std::int64_t axis = 0; axis < x.dim(); ++axis) {
    std::vector<std::int64_t> further;
    for (const auto place : places)
      for (std::int64_t i = 0; i < x.shape()[axis]; ++i) further.push_back(place + i * x.strides()[axis]);
    places = std::move(further);
  }
  return places;
}

template <class T>
struct PlaceInGraph {
  bool requires_grad = false, is_leaf = true;
  std::optional<Tensor<T>> grad;  // none of an op's output, which keeps none
};

template <class T>
PlaceInGraph<T> place_in_graph(const Tensor<T>& x) {
  PlaceInGraph<T> place;
  try {
    place.requires_grad = x.requires_grad();
  } catch (const AutogradError&) {  // a view whose base has come into the graph since
    return place;
  }
  if (!place.requires_grad) return place;
  place.is_leaf = x.is_leaf();
  try {
    place.grad = x.grad();
  } catch (const AutogradError&) {
  }
  return place;
}

template <class T>
Known known(const Tensor<T>& x) {
  if (!x.defined()) return {};
  const auto place = place_in_graph(x);
  return {.is_there = true,
          .shape = x.shape(),
          .requires_grad = place.requires_grad,
          .is_leaf = place.is_leaf,
          .has_grad = place.grad && place.grad->defined(),
          .memory = x.storage().get(),
          .places = places_of(x)};
}

// Numbers as Python's float() reads them: JSON has no NaN.
template <class T>
nlohmann::json numbers(const Tensor<T>& x) {
  return {{"shape", std::vector<std::int64_t>(x.shape().begin(), x.shape().end())},
          {"values", fmt::format("{}", fmt::join(x.detach().to_vector(), " "))}};
}

template <class T>
nlohmann::json state(const Tensor<T>& x) {
  auto result = numbers(x);
  const auto place = place_in_graph(x);
  result["requires_grad"] = place.requires_grad;
  result["is_leaf"] = place.is_leaf;
  if (place.grad) result["grad"] = place.grad->defined() ? numbers(*place.grad) : nlohmann::json();
  return result;
}

// The tensors of a program under way.
template <class T>
class Machine {
 public:
  /// Runs a step whose arguments are there.
  void run(const Operation<T>& operation, const std::vector<Argument>& arguments, bool no_grad) {
    variables_.emplace_back();  // an operation that fails makes none
    std::optional<NoGrad> guard;
    if (no_grad) guard.emplace();
    variables_.back() = operation.run(Call<T>(arguments, variables_));
  }
  void skip() { variables_.emplace_back(); }
  bool has(const std::vector<Argument>& arguments) const {
    return std::ranges::all_of(arguments, [&](const Argument& a) {
      const auto* variable = std::get_if<Variable>(&a);
      return !variable || variables_[variable->number].defined();
    });
  }
  /// One a step, not defined where it made none.
  const std::vector<Tensor<T>>& variables() const { return variables_; }

 private:
  std::vector<Tensor<T>> variables_;
};

template <class T>
const Operations<T>& operations() {
  static const Operations<T> all;
  return all;
}

template <class T>
std::optional<Step> draw_step(std::mt19937_64& random, const std::vector<Known>& known, bool wild, bool last) {
  Draw draw(random, known, random() % 10 == 0 && !last, wild);
  Step step;
  step.operation = last ? operations<T>().draw_backward(draw) : operations<T>().draw(draw);
  const auto& operation = operations<T>()[step.operation];
  if (operation.does == Operation<T>::shows && draw.pick(10) > 0) draw.no_grad = false;  // PyTorch makes them leaves
  step.no_grad = draw.no_grad;
  for (const auto drawer : operation.arguments) {
    auto argument = drawer(draw);
    if (!argument) return {};
    draw.arguments.push_back(std::move(*argument));
  }
  step.arguments = std::move(draw.arguments);
  return step;
}

// Draws step after step and runs each, since what can be drawn depends on the tensors there are.
template <class T>
std::vector<Step> draw_program(std::mt19937_64& random) {
  const bool wild = random() % 5 == 0;
  const std::size_t length = 6 + random() % 20;
  Machine<T> machine;
  std::vector<Step> steps;
  for (int tries = 0; tries < 500 && steps.size() < length; ++tries) {
    std::vector<Known> now;
    for (const auto& x : machine.variables()) now.push_back(known(x));
    auto step = draw_step<T>(random, now, wild, steps.size() + 1 == length);
    if (!step) continue;
    steps.push_back(std::move(*step));
    try {
      machine.run(operations<T>()[steps.back().operation], steps.back().arguments, steps.back().no_grad);
    } catch (const Error&) {
      break;
    }
  }
  return steps;
}

template <class T>
std::string in_python(const Step& step, std::size_t number) {
  const auto& operation = operations<T>()[step.operation];
  auto text = operation.python;
  for (std::size_t i = 0; i < step.arguments.size(); ++i) {
    const auto place = fmt::format("{{{}}}", i);
    const auto argument = in_python(step.arguments[i]);
    for (auto at = text.find(place); at != std::string::npos; at = text.find(place, at + argument.size()))
      text.replace(at, place.size(), argument);
  }
  if (operation.does != Operation<T>::changes) text = fmt::format("v{} = {}", number, text);
  return step.no_grad ? "with torch.no_grad(): " + text : text;
}

template <class T>
std::string outcome_of(const std::vector<Step>& steps, const std::set<std::size_t>& dropped) {
  Machine<T> machine;
  nlohmann::json result{{"steps", nlohmann::json::array()},
                        {"makers", nlohmann::json::array()},
                        {"tensors", nlohmann::json::object()},
                        {"error", nullptr}};
  result["type"] = sizeof(T) == 4 ? "torch.float32" : "torch.float64";
  for (std::size_t i = 0; i < steps.size() && result["error"].is_null(); ++i) {
    if (dropped.contains(i) || !machine.has(steps[i].arguments)) {
      machine.skip();
      continue;
    }
    result["steps"].push_back({i, in_python<T>(steps[i], i)});
    if (operations<T>()[steps[i].operation].does == Operation<T>::makes) result["makers"].push_back(i);
    try {
      machine.run(operations<T>()[steps[i].operation], steps[i].arguments, steps[i].no_grad);
    } catch (const Error& error) {
      result["error"] = error.what();
    }
  }
  for (std::size_t i = 0; i < machine.variables().size(); ++i)
    if (const auto& x = machine.variables()[i]; x.defined()) result["tensors"][fmt::format("v{}", i)] = state(x);
  return result.dump();
}

template <class T>
std::string outcome_of(std::mt19937_64& random, const std::set<std::size_t>& dropped) {
  return outcome_of<T>(draw_program<T>(random), dropped);
}

}  // namespace

std::string outcome(std::uint64_t seed, const std::set<std::size_t>& dropped) {
  std::mt19937_64 random(seed);
  return random() % 3 == 0 ? outcome_of<double>(random, dropped) : outcome_of<float>(random, dropped);
}

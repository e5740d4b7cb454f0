#pragma once

#include <functional>
#include <string>
#include <utility>
#include <vector>

#include "argument.hpp"
#include "draw.hpp"

/// An operation that a program may consist of: how PyTorch writes it, how its arguments are drawn, and what it is here.
template <class T>
struct Operation {
  std::string python;  // {0} is the first argument, and so on
  std::vector<Drawer> arguments;
  std::function<d2l::Tensor<T>(const Call<T>&)> run;
  enum { makes, shows, changes } does = makes;  // a new tensor, a view, or a change to what is there
  int weight = 1;                               // how often it is drawn
};

/// All operations, a line each.
template <class T>
class Operations {
 public:
  Operations();

  const Operation<T>& operator[](std::size_t i) const { return all_[i]; }
  /// One of them, by its weight.
  std::size_t draw(Draw& d) const { return d.one_of(lots_); }
  /// One that goes back through the graph.
  std::size_t draw_backward(Draw& d) const { return d.one_of(backward_); }

  /// Adds an operation whose result is a new tensor.
  void makes(int weight, std::string python, std::vector<Drawer> arguments,
             std::function<d2l::Tensor<T>(const Call<T>&)> run) {
    add({std::move(python), std::move(arguments), std::move(run), Operation<T>::makes, weight});
  }
  /// Adds one whose result shows the memory of its first argument.
  void shows(int weight, std::string python, std::vector<Drawer> arguments,
             std::function<d2l::Tensor<T>(const Call<T>&)> run) {
    add({std::move(python), std::move(arguments), std::move(run), Operation<T>::shows, weight});
  }
  /// Adds one that changes an argument or the graph.
  template <class Run>
  void changes(int weight, std::string python, std::vector<Drawer> arguments, Run run) {
    const auto run_alone = [run](const Call<T>& a) {
      run(a);
      return d2l::Tensor<T>();
    };
    add({std::move(python), std::move(arguments), run_alone, Operation<T>::changes, weight});
  }

 private:
  void add(Operation<T> operation);

  std::vector<Operation<T>> all_;
  std::vector<std::size_t> lots_, backward_;  // each operation as often as its weight says
};

template <class T>
void add_graph_operations(Operations<T>& all);
template <class T>
void add_views(Operations<T>& all);
template <class T>
void add_functions(Operations<T>& all);
template <class T>
void add_writes(Operations<T>& all);

#include "operation.hpp"

template <class T>
Operations<T>::Operations() {
  add_graph_operations(*this);
  add_views(*this);
  add_functions(*this);
  add_writes(*this);
}

template <class T>
void Operations<T>::add(Operation<T> operation) {
  for (int i = 0; i < operation.weight; ++i) {
    lots_.push_back(all_.size());
    if (operation.python.find(".backward(") != std::string::npos) backward_.push_back(all_.size());
  }
  all_.push_back(std::move(operation));
}

template class Operations<float>;
template class Operations<double>;

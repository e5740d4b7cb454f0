#include "d2l/nn/module_list.hpp"

#include <string>

namespace d2l::nn {

Module& ModuleList::operator[](std::size_t i) const {
  if (i >= modules_.size())
    throw IndexError(name() + ": there is no module " + std::to_string(i) + " among " + std::to_string(size()));
  return *modules_[i];
}

void ModuleList::visit(Visitor& v) {
  for (std::size_t i = 0; i < modules_.size(); ++i) v(std::to_string(i), *modules_[i]);
}

}  // namespace d2l::nn

#pragma once

#include <utility>
#include <vector>

#include "d2l/nn/module.hpp"

namespace d2l::nn {

/// While it lives, a module and all below it are in evaluation; when it ends, even by an error, each is back in the
/// mode that it was in.
class Evaluation {
 public:
  explicit Evaluation(Module& module) : Evaluation(&module) {}
  /// Does nothing where there is no module.
  explicit Evaluation(Module* module);
  ~Evaluation();
  Evaluation(const Evaluation&) = delete;
  Evaluation& operator=(const Evaluation&) = delete;

 private:
  std::vector<std::pair<Module*, bool>> before_;
};

}  // namespace d2l::nn

#pragma once

#include <utility>
#include <vector>

#include "d2l/nn/module.hpp"

namespace d2l::nn {

/// While it lives, a module and all below are in evaluation; when it ends, by an error, too, each is again in the mode
/// in which it was.
class Evaluation {
 public:
  explicit Evaluation(Module& module) : Evaluation(&module) {}
  /// Nothing is done where there is no module.
  explicit Evaluation(Module* module);
  ~Evaluation();
  Evaluation(const Evaluation&) = delete;
  Evaluation& operator=(const Evaluation&) = delete;

 private:
  std::vector<std::pair<Module*, bool>> before_;
};

}  // namespace d2l::nn

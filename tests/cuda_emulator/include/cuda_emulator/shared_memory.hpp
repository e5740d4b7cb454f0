#pragma once

#include <cstdint>
#include <span>
#include <typeinfo>
#include <vector>

// Shared memory: one block runs at a time, so a static variable is what all of its threads share. Each variable must
// start with nothing that a block before it left. No compiler tells where the variable that follows `__shared__` is,
// and g++ ignores a section attribute in a template. But a lambda's type tells the name of the function that it stands
// in, and that begins the names of the function's static variables in the program's symbol table.

namespace cuda_emulator {

/// The shared variables of one function.
class SharedVariables {
 public:
  /// Those of the function in which a lambda of that type's name stands.
  static SharedVariables& beside(const char* lambda);

  /// Fills them with a pattern, once for each block that comes here.
  void enter() {
    if (block_ != running_block) poison();
  }

  static inline std::uint64_t running_block = 0;

 private:
  void poison();

  std::uint64_t block_ = 0;
  std::vector<std::span<char>> ranges_;
};

/// Comes before the declaration of a shared variable.
template <class Lambda>
void declare_shared(Lambda) {
  static SharedVariables& variables = SharedVariables::beside(typeid(Lambda).name());
  variables.enter();
}

}  // namespace cuda_emulator

#define __shared__                      \
  cuda_emulator::declare_shared([] {}); \
  static __attribute__((used))

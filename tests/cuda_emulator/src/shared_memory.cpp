#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <cuda_emulator/shared_memory.hpp>
#include <map>
#include <string>

#include "sanitizer/sanitizer.hpp"
#include "symbols.hpp"

namespace cuda_emulator {

namespace {

/// From the name of a lambda's type, the beginning of the names of the static variables beside it: a lambda is called
/// Z<function>EUlvE<number>_, by clang also Z<function>E<length>$_<number>; a variable _ZZ<function>E<name>.
std::string prefix_beside(const std::string& lambda) {
  auto end = lambda.rfind("EUlvE");
  if (end == std::string::npos) end = lambda.find_last_not_of("0123456789", lambda.rfind("$_") - 1);
  return "_Z" + lambda.substr(0, end + 1);
}

}  // namespace

SharedVariables& SharedVariables::beside(const char* lambda) {
  static auto& functions = *new std::map<std::string, SharedVariables>;
  const std::string prefix = prefix_beside(lambda);
  auto& variables = functions[prefix];
  if (variables.ranges_.empty()) {
    for (const auto range : symbols::variables(prefix))
      variables.ranges_.push_back(range.first(sanitizer::usable(range.data(), range.size())));
  }
  if (variables.ranges_.empty()) {
    std::fprintf(stderr,
                 "cuda_emulator: no variable %s... is in the program's symbol table; do not strip the program\n",
                 prefix.c_str());
    std::abort();
  }
  return variables;
}

void SharedVariables::poison() {
  block_ = running_block;
  for (const auto range : ranges_) std::memset(range.data(), 0xff, range.size());  // NaN, or -1
}

}  // namespace cuda_emulator

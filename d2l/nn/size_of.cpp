#include "d2l/nn/size_of.hpp"

#include <cstdio>
#include <cstdlib>

#include <fmt/format.h>

namespace d2l::nn {
namespace {

thread_local std::size_t* asked = nullptr;  // where the size goes, while size_of asks for it

}  // namespace

std::size_t size_of(Module& module) {
  std::size_t bytes = 0;
  asked = &bytes;
  delete &module;  // calls the function below, and nothing else: a destroying delete is called before any destructor
  asked = nullptr;
  return bytes;
}

// Nothing is destroyed while a size is asked for, unless a class has an operator delete of its own: then it is that one
// which is called, after this, and it must not go on.
Module::~Module() {
  if (!asked) return;
  fmt::print(stderr,
             "a class of modules has an operator delete of its own, so its size cannot be asked for; remove it\n");
  std::abort();
}

void Module::operator delete(Module* module, std::destroying_delete_t, std::size_t bytes, std::align_val_t alignment) {
  if (asked) {
    *asked = bytes;
    return;
  }
  void* const block = dynamic_cast<void*>(module);
  module->~Module();
  if (static_cast<std::size_t>(alignment) > __STDCPP_DEFAULT_NEW_ALIGNMENT__)
    ::operator delete(block, bytes, alignment);
  else
    ::operator delete(block, bytes);
}

}  // namespace d2l::nn

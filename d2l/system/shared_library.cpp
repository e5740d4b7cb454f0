#include "d2l/system/shared_library.hpp"

#include <dlfcn.h>

#include <fmt/format.h>

#include "d2l/core/error.hpp"

namespace d2l {

SharedLibrary::SharedLibrary(const std::string& file, const std::string& advice)
    : file_(file), advice_(advice), library_(dlopen(file.c_str(), RTLD_NOW | RTLD_LOCAL)) {
  if (library_ == nullptr) throw FileError(fmt::format("{} cannot be loaded ({}); {}", file, dlerror(), advice));
}

void* SharedLibrary::address_of(const std::string& name) const {
  if (void* const function = dlsym(library_, name.c_str())) return function;
  throw FileError(fmt::format("{} has no {} ({}); {}", file_, name, dlerror(), advice_));
}

}  // namespace d2l

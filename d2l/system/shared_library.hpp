#pragma once

#include <string>

namespace d2l {

/// A library that is loaded when it is first needed, since, if it were linked, every program would start later. It
/// stays loaded until the program ends.
class SharedLibrary {
 public:
  /// Loads a file such as `libcurl.so.4` from where the system has its libraries. Throws FileError, which ends with
  /// this advice, where it cannot.
  SharedLibrary(const std::string& file, const std::string& advice);

  /// The library's function of this name. Throws FileError, with the same advice, where it has none.
  template <class Function>
  Function* function(const std::string& name) const {
    return reinterpret_cast<Function*>(address_of(name));
  }

 private:
  void* address_of(const std::string& name) const;

  std::string file_, advice_;
  void* library_;
};

}  // namespace d2l

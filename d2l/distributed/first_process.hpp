#pragma once

#include <vector>

namespace d2l::distributed {

/// To be made at the start of main: of many processes the first one alone prints and writes files. In the others,
/// standard output leads nowhere from here on, and the options that name files to write are left out.
class FirstProcess {
 public:
  FirstProcess(int argc, char** argv);
  /// The command line as this process takes it.
  int argc() const { return static_cast<int>(arguments_.size()); }
  const char* const* argv() const { return arguments_.data(); }

 private:
  std::vector<const char*> arguments_;
};

}  // namespace d2l::distributed

#pragma once

#include <string_view>

namespace d2l::doctor {

/// The report, printed line by line in the layout that doctor.sh has, too: `  NAME  WHAT`, and `! NAME  WHAT` for what
/// wants mending.
class Report {
 public:
  void headline(std::string_view title);
  void tell(std::string_view name, std::string_view what);
  /// `remedy` is the command that mends it.
  void complain(std::string_view name, std::string_view what, std::string_view remedy);

  bool has_complaints() const { return complaints_; }

 private:
  bool complaints_ = false;
};

}  // namespace d2l::doctor

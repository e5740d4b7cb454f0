#include "report.hpp"

#include <iostream>

#include <fmt/format.h>

#include <d2l/system/printable.hpp>

namespace d2l::doctor {

void Report::headline(std::string_view title) { std::cout << '\n' << title << '\n'; }

void Report::tell(std::string_view name, std::string_view what) {
  std::cout << fmt::format("  {:<26}  {}\n", name, printable(what));
}

void Report::complain(std::string_view name, std::string_view what, std::string_view remedy) {
  complaints_ = true;
  std::cout << fmt::format("! {:<26}  {}\n  {:<26}  mend: {}\n", name, printable(what), "", printable(remedy));
}

}  // namespace d2l::doctor

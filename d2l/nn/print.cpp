#include <ostream>
#include <typeinfo>

#include <boost/core/demangle.hpp>
#include <fmt/format.h>

#include "d2l/nn/module.hpp"

namespace d2l::nn {
namespace {

// Each line but the first moved to the right, as the lines of a module are that stands in another.
std::string indented(std::string text) {
  for (auto at = text.find('\n'); at != std::string::npos; at = text.find('\n', at + 1)) text.insert(at + 1, "  ");
  return text;
}

struct Printer final : Visitor {
  std::string lines;
  void module(const std::string& name, Module& member) override {
    lines += fmt::format("  ({}): {}\n", name, indented(to_string(member)));
  }
};

// The name of a class without namespaces and template arguments.
std::string class_name(const std::type_info& type) {
  auto name = boost::core::demangle(type.name());
  name = name.substr(0, name.find('<'));
  const auto space = name.rfind("::");
  return space == std::string::npos ? name : name.substr(space + 2);
}

}  // namespace

std::string Module::name() const { return class_name(typeid(*this)); }

std::string to_string(const Module& module) {
  Printer printer;
  module.to_look_at().visit(printer);
  auto extra = module.extra_repr();
  if (printer.lines.empty() && extra.find('\n') == std::string::npos)
    return fmt::format("{}({})", module.name(), extra);
  if (!extra.empty()) extra = "  " + indented(extra) + "\n";
  return fmt::format("{}(\n{}{})", module.name(), extra, printer.lines);
}

std::ostream& operator<<(std::ostream& stream, const Module& module) { return stream << to_string(module); }

void detail::refuse_class(const Module& module, const std::type_info& wanted) {
  throw ValueError(fmt::format("this module is a {}, not a {}", module.name(), class_name(wanted)));
}

}  // namespace d2l::nn

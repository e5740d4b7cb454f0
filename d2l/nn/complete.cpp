#include <algorithm>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "d2l/nn/module_dict.hpp"
#include "d2l/nn/module_list.hpp"
#include "d2l/nn/parameter_list.hpp"
#include "d2l/nn/sequential.hpp"
#include "d2l/nn/shown.hpp"
#include "d2l/nn/size_of.hpp"

// Looks for members that a module has and its visit does not show: they would take part in forward, and be neither
// trained nor saved nor moved, without a word.
namespace d2l::nn {
namespace {

// The members that lie in a module, itself left out.
std::vector<Member*> members_in(Module& module) {
  auto members = members_within(dynamic_cast<const void*>(&module), size_of(module));
  std::erase(members, &module);
  return members;
}

bool is_list(const Module& module) {
  return dynamic_cast<const ModuleList*>(&module) || dynamic_cast<const Sequential*>(&module) ||
         dynamic_cast<const ModuleDict*>(&module) || dynamic_cast<const ParameterList*>(&module) ||
         dynamic_cast<const ParameterDict*>(&module);
}

// Whether nothing is lost although nobody shows the member: a parameter that is not there yet, or a module whose own
// members are all shown, as those of a list are by `list.visit(v)`.
bool may_be_hidden(Member& member, const Shown& shown) {
  auto* const module = dynamic_cast<Module*>(&member);
  if (const auto* const buffer = dynamic_cast<AnyBuffer*>(&member)) return !buffer->is_there();
  if (!module) return !dynamic_cast<Parameter&>(member).defined();
  const Shown below(*module);
  return below.members.empty() ? is_list(*module) : std::ranges::includes(shown.members, below.members);
}

std::vector<Member*> hidden_in(Module& module, const Shown& shown) {
  std::vector<Member*> hidden;
  std::set<const Member*> within;  // hidden modules: these are told as a whole
  for (auto* const member : members_in(module)) {
    if (shown.members.contains(member) || within.contains(member) || may_be_hidden(*member, shown)) continue;
    hidden.push_back(member);
    if (auto* const inner = dynamic_cast<Module*>(member))
      for (const auto* const below : members_in(*inner)) within.insert(below);
  }
  return hidden;
}

// What it is and after which member it stands, since C++ knows no names of members.
std::string describe(const Member& member, Module& owner) {
  std::string text;
  if (const auto* const module = dynamic_cast<const Module*>(&member))
    text = "a " + module->name();
  else if (const auto* const buffer = dynamic_cast<const AnyBuffer*>(&member))
    text = "a Buffer of shape " + to_string(shape_of(buffer->values()));
  else
    text = "a Parameter of shape " + to_string(dynamic_cast<const Parameter&>(member).shape());
  const auto names = Shown(owner).names;
  std::string before;
  for (const auto* const other : members_in(owner)) {
    if (other == &member) break;
    if (const auto found = names.find(other); found != names.end()) before = found->second;
  }
  return before.empty() ? text : text + " after '" + before + "'";
}

}  // namespace

void Module::expect_complete() const {
  if (complete_at_ == members_made()) return;
  auto& top = to_look_at();
  Shown shown(top);
  shown.modules.push_back(&top);
  for (auto* const module : shown.modules) {
    std::vector<std::string> missing;
    for (const auto* const member : hidden_in(*module, shown)) missing.push_back(describe(*member, *module));
    if (missing.empty()) continue;
    throw ValueError(
        fmt::format("{}: visit does not show {}: {}. What is not shown is not trained, saved or moved: add "
                    "v(\"name\", name) to visit for each",
                    module->name(), missing.size() == 1 ? "a member" : fmt::format("{} members", missing.size()),
                    fmt::join(missing, ", ")));
  }
  complete_at_ = members_made();
}

}  // namespace d2l::nn

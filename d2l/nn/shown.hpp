#pragma once

#include <map>
#include <set>
#include <string>
#include <vector>

#include "d2l/nn/module.hpp"

namespace d2l::nn {

/// All that visits show, from a module down.
struct Shown final : Visitor {
  explicit Shown(Module& top) { top.visit(*this); }

  std::set<const Member*> members;
  std::vector<Module*> modules;                // those among the members, inner ones first
  std::set<const Node*> leaves;                // those of the parameters that are trained
  std::map<const Member*, std::string> names;  // of the members of `top` itself

 protected:
  void parameter(const std::string& name, Parameter& member) override {
    if (add(name, member) && member.defined() && member.requires_grad()) leaves.insert(member.node().get());
  }
  void buffer(const std::string& name, AnyBuffer& member) override { add(name, member); }
  void module(const std::string& name, Module& member) override {
    if (!add(name, member)) return;
    ++depth_;
    member.visit(*this);
    --depth_;
    modules.push_back(&member);
  }

 private:
  bool add(const std::string& name, const Member& member) {
    if (depth_ == 0) names.emplace(&member, name);
    return members.insert(&member).second;
  }

  int depth_ = 0;
};

}  // namespace d2l::nn

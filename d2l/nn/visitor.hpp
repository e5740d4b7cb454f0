#pragma once

#include <string>

#include "d2l/nn/parameter.hpp"

namespace d2l::nn {

class Module;

/// What goes through a module's members, by name. `Module::visit` calls it for each; what it does with each kind is up
/// to those who derive from it.
class Visitor {
 public:
  virtual ~Visitor() = default;
  void operator()(const std::string& name, Parameter& member) { parameter(name, member); }
  void operator()(const std::string& name, AnyBuffer& member) { buffer(name, member); }
  void operator()(const std::string& name, Module& member) { module(name, member); }
  /// A parameter that is not there yet, since its shape is not known before the first batch.
  virtual void uninitialized(const std::string& /*name*/) {}

 protected:
  virtual void parameter(const std::string& /*name*/, Parameter& /*member*/) {}
  virtual void buffer(const std::string& /*name*/, AnyBuffer& /*member*/) {}
  virtual void module(const std::string& /*name*/, Module& /*member*/) {}
};

}  // namespace d2l::nn

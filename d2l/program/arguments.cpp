#include "d2l/program/arguments.hpp"

#include <algorithm>

#include <fmt/format.h>

namespace d2l::program {

std::string to_string(const Arguments& args) {
  std::string line;
  for (auto [name, value] : args.settings) {
    std::ranges::replace(name, '_', ' ');
    line += std::visit([&](const auto& v) { return fmt::format("{} {}, ", name, v); }, value);
  }
  return line + fmt::format("seed {}, device {}, threads {}", args.seed, d2l::to_string(args.device), args.threads);
}

}  // namespace d2l::program

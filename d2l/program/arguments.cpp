#include "d2l/program/arguments.hpp"

#include <algorithm>

#include <fmt/format.h>

namespace d2l::program {

std::string to_string(const Arguments& args) {
  std::string line;
  for (const auto& [name, value] : args.settings) {
    auto words = name;
    std::ranges::replace(words, '_', ' ');
    line += std::visit([&](const auto& v) { return fmt::format("{} {}, ", words, v); }, value);
  }
  return line + fmt::format("seed {}, device {}, threads {}", args.seed, d2l::to_string(args.device), args.threads);
}

std::map<std::string, std::string> options_of(const Arguments& args) {
  std::map<std::string, std::string> options{
      {"program", args.program}, {"seed", fmt::to_string(args.seed)}, {"threads", fmt::to_string(args.threads)}};
  if (args.epochs > 0) options["epochs"] = fmt::to_string(args.epochs);
  if (args.batch_size > 0) options["batch-size"] = fmt::to_string(args.batch_size);
  if (args.lr > 0) options["lr"] = fmt::to_string(args.lr);
  if (args.limit) options["limit"] = fmt::to_string(*args.limit);
  if (args.aligned) options["aligned"] = "";
  return options;
}

}  // namespace d2l::program

#include "d2l/program/arguments.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "d2l/program/values.hpp"
#include "d2l/system/printable.hpp"

namespace d2l::program {

std::string to_string(const Setting& setting) {
  auto words = setting.first;
  std::ranges::replace(words, '_', ' ');
  return std::visit([&](const auto& value) { return fmt::format("{} {}", words, value); }, setting.second);
}

std::string to_string(const Arguments& args) {
  std::string line;
  for (const auto& setting : args.settings) line += to_string(setting) + ", ";
  return printable(line) +
         fmt::format("seed {}, device {}, threads {}", args.seed, d2l::to_string(args.device), args.threads);
}

std::map<std::string, std::string> options_of(const Arguments& args) {
  std::map<std::string, std::string> options{{"program", args.program},
                                             {"seed", fmt::to_string(args.seed)},
                                             {"threads", fmt::to_string(args.threads)},
                                             {"limit", args.limit ? fmt::to_string(*args.limit) : "all"},
                                             {"aligned", args.aligned ? "yes" : "no"}};
  if (args.epochs > 0) options["epochs"] = fmt::to_string(args.epochs);
  if (args.batch_size > 0) options["batch-size"] = fmt::to_string(args.batch_size);
  if (args.lr > 0) options["lr"] = fmt::to_string(args.lr);
  if (!args.data.empty()) options["data"] = args.data;
  if (args.size > 0) options["size"] = fmt::to_string(args.size);
  if (!args.dropout.empty()) options["dropout"] = spell(args.dropout);
  if (!args.model.empty()) options["model"] = args.model;
  if (args.shards > 0) options["shards"] = fmt::to_string(args.shards);
  if (!args.reduction.empty()) options["reduction"] = args.reduction;
  return options;
}

TrainedWith trained_with(const Arguments& args) {
  return {.lr = args.lr, .batch_size = args.batch_size, .limit = args.limit.value_or(0), .threads = args.threads};
}

std::vector<Setting> differences(const TrainedWith& epoch, const TrainedWith& run) {
  std::vector<Setting> different;
  const auto compare = [&](const char* name, auto had, auto has) {
    if (had != has) different.emplace_back(name, had);
  };
  compare("lr", epoch.lr, run.lr);
  compare("batch_size", epoch.batch_size, run.batch_size);
  if (epoch.limit == 0 && run.limit != 0)
    different.emplace_back("limit", "all");
  else
    compare("limit", epoch.limit, run.limit);
  compare("threads", epoch.threads, run.threads);
  return different;
}

}  // namespace d2l::program

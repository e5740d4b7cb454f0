// Runs the two versions of a model and shows them side by side: docs/compare.md
#include <filesystem>
#include <iostream>
#include <set>
#include <span>

#include <fmt/format.h>

#include <d2l/core/error.hpp>
#include <d2l/core/wrap.hpp>
#include <d2l/program/command_line.hpp>
#include <d2l/program/distinct_files.hpp>
#include <d2l/program/run.hpp>
#include <d2l/program/version.hpp>
#include <d2l/system/file.hpp>

#include "child.hpp"
#include "lines_of_code.hpp"
#include "report.hpp"

namespace {

namespace fs = std::filesystem;
namespace program = d2l::program;

const std::vector<program::Option> options{
    {"epochs", "N", "how often to go through the data", "the book's"},
    {"batch-size", "N", "examples in a batch", "the book's"},
    {"lr", "X", "learning rate", "the book's"},
    {"seed", "N", "seed of the one random stream", "0"},
    {"limit", "N", "use only the first N training and first N test examples", "all"},
    {"data", "NAME", "another dataset of the section, such as airfoil", "the section's"},
    {"dropout", "P,P", "of dropout: with which probability units drop out", "the book's"},
    {"data-dir", "DIR", "where to look for datasets first (docs/data.md)", "none"},
    {"device", "DEVICE", "where tensors live: auto, cpu, cuda or cuda:N", "auto"},
    {"threads", "N", "CPU threads", "all cores"},
    {"plot", "FILE", "draw both over each other: .svg, .png or .pdf; or window, or terminal", "none"},
    {"record", "FILE", "write all runs and figures as JSON", "none"},
    {"no-progress", "", "no progress bar", ""},
    {"help", "", "show this page and end (-h)", ""},
    {"version", "", "show the version, and what this build is made of", ""}};

// The models of which both versions stand in this folder.
std::set<std::string> find_models(const fs::path& folder) {
  const std::string scratch = "-scratch";
  std::set<std::string> models;
  for (const auto& entry : fs::directory_iterator(folder)) {
    const auto name = entry.path().filename().string();
    if (!name.ends_with(scratch)) continue;
    const auto model = name.substr(0, name.size() - scratch.size());
    if (fs::exists(folder / (model + "-concise"))) models.insert(model);
  }
  return models;
}

std::string help(const std::set<std::string>& models) {
  return fmt::format(
      "The two versions of a model side by side, and how far apart they are when they\nstart alike\n\n"
      "usage: compare MODEL [options]\nexample: compare {} --epochs 3\n{}\n\n{}\nits page: docs/compare.md\n",
      *models.begin(), d2l::wrap(fmt::format("models: {}", fmt::join(models, ", "))), program::list(options));
}

void compare_model(const fs::path& folder, const std::string& model, std::map<std::string, std::string> given) {
  std::optional<d2l::plot::Target> target;
  if (const auto plot = given.extract("plot")) {
    try {
      target.emplace(plot.mapped());
    } catch (const d2l::ValueError& error) {
      throw d2l::UsageError(fmt::format("--plot: {}", error.what()));
    }
  }
  const auto record = given.extract("record");
  if (record) d2l::expect_writable(record.mapped());
  program::Arguments files;
  files.plot = target;
  if (record) files.record = record.mapped();
  if (given.contains("data-dir")) files.data_dir = given.at("data-dir");
  program::expect_distinct_files(files);

  std::vector<std::string> passed_on;
  for (const auto& [name, value] : given) {
    passed_on.push_back("--" + name);
    if (!value.empty()) passed_on.push_back(value);
  }
  using namespace d2l::compare;
  const Report report{model, train(folder, model, passed_on), lines_of_code(find_source(model, "scratch")),
                      lines_of_code(find_source(model, "concise"))};
  std::cout << to_string(report) << std::flush;
  if (record) d2l::write_file_atomically(record.mapped(), to_json(report).dump(2) + "\n");
  if (target) plot(report, *target);
}

void compare_by_command_line(std::span<const char* const> arguments) {
  const auto folder = fs::read_symlink("/proc/self/exe").parent_path();
  const auto models = find_models(folder);
  const bool named = !arguments.empty() && *arguments.front() != '-';
  const auto given = program::read_command_line(arguments.subspan(named ? 1 : 0), options);
  if (given.contains("help")) {
    std::cout << help(models);
    return;
  }
  if (given.contains("version")) {
    std::cout << program::version();
    return;
  }
  if (!named || !models.contains(arguments.front()))
    throw d2l::UsageError(fmt::format(
        "{}; the first argument is one of: {}",
        named ? fmt::format("there is no model '{}' in two versions", arguments.front()) : "no model is named",
        fmt::join(models, ", ")));
  compare_model(folder, arguments.front(), given);
}

}  // namespace

int main(int argc, char** argv) {
  try {
    return program::guard(
        "compare", [&] { compare_by_command_line({argv + 1, static_cast<std::size_t>(argc > 0 ? argc - 1 : 0)}); });
  } catch (const d2l::compare::Failed& failed) {
    return failed.status;  // the program that failed has said why
  }
}

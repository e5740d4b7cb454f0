// The part of `./run doctor` that asks d2l and its libraries; doctor.sh has the rest: docs/02/installation.md
#include <iostream>
#include <span>
#include <vector>

#include <fmt/format.h>

#include <d2l/core/error.hpp>
#include <d2l/program/command_line.hpp>
#include <d2l/program/run.hpp>
#include <d2l/program/version.hpp>

#include "examine.hpp"

namespace {

namespace program = d2l::program;

const std::vector<program::Option> options{{"help", "", "show this page and end (-h)", ""},
                                           {"version", "", "show the version, and what this build is made of", ""}};

// The exit status: 1 where something wants mending.
int examine(std::span<const char* const> arguments) {
  using namespace d2l::doctor;
  const auto given = program::read_command_line(arguments, options);
  if (given.contains("help")) {
    std::cout << fmt::format("What d2l finds on this machine; ./run doctor tells more\n\n{}", program::list(options));
    return 0;
  }
  if (given.contains("version")) {
    std::cout << program::version();
    return 0;
  }
  Report report;
  for (const auto& part : {examine_build, examine_limits, examine_figures, examine_datasets}) {
    try {
      part(report);
    } catch (const d2l::Error& error) {
      report.complain("what could not be examined", error.what(), "what it names, then ./run doctor again");
    }
  }
  return report.has_complaints() ? 1 : 0;
}

}  // namespace

int main(int argc, char** argv) {
  int found = 0;
  const int status =
      program::guard("doctor", [&] { found = examine({argv + 1, static_cast<std::size_t>(argc > 0 ? argc - 1 : 0)}); });
  return status != 0 ? status : found;
}

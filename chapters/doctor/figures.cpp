#include <string>
#include <utility>

#include <fmt/format.h>

#include <d2l/plot/terminal.hpp>
#include <d2l/plot/tool.hpp>

#include "examine.hpp"

namespace d2l::doctor {
namespace {

using plot::Outcome;
using Kind = plot::Target::Kind;

// What a tool makes of a script; to make nothing is a failure, too.
Outcome draw(const plot::Tool& tool, const std::string& script) {
  auto outcome = plot::run_tool(tool, script);
  if (outcome.failure.empty() && outcome.output.empty()) outcome.failure = tool.command + " drew nothing";
  return outcome;
}

void judge(Report& report, const std::string& what, const Outcome& outcome, const plot::Tool& tool) {
  outcome.failure.empty() ? report.tell(what, "works")
                          : report.complain(tool.package, fmt::format("{}: {}", what, outcome.failure),
                                            "apt-get install --reinstall " + tool.package);
}

}  // namespace

void examine_figures(Report& report) {
  report.headline("figures (--plot)");
  const auto gnuplot = plot::gnuplot();
  constexpr std::pair<const char*, Kind> kinds[] = {
      {".svg", Kind::svg}, {".png", Kind::png}, {".pdf", Kind::pdf}, {"terminal", Kind::terminal}};
  for (const auto& [name, kind] : kinds)
    judge(report, name, draw(gnuplot, plot::set_terminal(kind, 79, 24) + "plot x\n"), gnuplot);

  // gnuplot knows by itself whether there is a screen; that there is none is no fault.
  const auto window = draw(gnuplot, "set print '-'\nprint GPVAL_TERM\n").output;
  report.tell("window", window.empty() || window.starts_with("unknown")
                            ? "no: no screen, or a gnuplot without windows"
                            : "by gnuplot's " + window.substr(0, window.find('\n')));
  const auto dot = plot::dot("svg");
  judge(report, "graphs", draw(dot, "digraph { a -> b }"), dot);
}

}  // namespace d2l::doctor

#include "report.hpp"

#include <cmath>
#include <numeric>

#include <fmt/format.h>

#include <d2l/plot/figure.hpp>

namespace d2l::compare {
namespace {

using Json = nlohmann::ordered_json;

std::string cell(const Json& epoch, const char* key, int digits) {
  if (!epoch.contains(key)) return "-";
  return epoch[key].is_number() ? fmt::format("{:.{}f}", epoch[key].get<double>(), digits) : "nan";
}

std::string half_row(const Json& epoch) {
  return fmt::format("{:>9}{:>11}{:>10}{:>9}", cell(epoch, "loss", 4), cell(epoch, "train_acc", 3),
                     cell(epoch, "test_acc", 3), cell(epoch, "seconds", 2) + " s");
}

// The hyperparameters, in the order of the record.
std::string settings(const Json& record) {
  std::string line;
  for (const auto& [name, value] : record["options"].items()) {
    auto words = name;
    std::replace(words.begin(), words.end(), '_', ' ');
    line += fmt::format("{} {}, ", words, value.is_string() ? value.get<std::string>() : value.dump());
  }
  return line + fmt::format("seed {}, device {}, threads {}", record["seed"].dump(),
                            record["device"].get<std::string>(), record["threads"].dump());
}

double mean_seconds(const Json& record) {
  const auto& epochs = record["epochs"];
  const double sum = std::accumulate(epochs.begin(), epochs.end(), 0.0,
                                     [](double s, const Json& epoch) { return s + epoch["seconds"].get<double>(); });
  return sum / static_cast<double>(epochs.size());
}

std::string text(const std::optional<int>& lines) { return lines ? fmt::to_string(*lines) : "-"; }

std::vector<double> column(const Json& record, const char* key) {
  std::vector<double> values;
  for (const auto& epoch : record["epochs"])
    values.push_back(epoch[key].is_number() ? epoch[key].get<double>() : std::nan(""));
  return values;
}

}  // namespace

std::string to_string(const Report& report) {
  const auto& [scratch, concise, aligned] = report.trainings;
  const auto heading = fmt::format("{:>9}{:>11}{:>10}{:>9}", "loss", "train acc", "test acc", "time");
  auto out = fmt::format("{}\n{}\n\n", report.model, settings(scratch));
  out += fmt::format("       {:^39}  | {:^39}\n", fmt::format("scratch ({})", scratch["section"].get<std::string>()),
                     fmt::format("concise ({})", concise["section"].get<std::string>()));
  out += fmt::format("epoch  {}  | {}\n", heading, heading);
  for (std::size_t e = 0; e < scratch["epochs"].size(); ++e)
    out += fmt::format("{:<7}{}  | {}\n", e + 1, half_row(scratch["epochs"][e]), half_row(concise["epochs"][e]));

  out += fmt::format("\n{:<24}{:>8}  {:>8}\n", "", "scratch", "concise");
  out += fmt::format("{:<24}{:>8}  {:>8}\n", "lines of code", text(report.scratch_lines), text(report.concise_lines));
  out +=
      fmt::format("{:<24}{:>6.3f} s  {:>6.3f} s\n", "training, an epoch", mean_seconds(scratch), mean_seconds(concise));

  const auto apart = distance(scratch, aligned);
  out += fmt::format(
      "\nFrom the same initial weights, through the same batches, the two versions agree: their losses differ by at "
      "most\n{:.1e} of their value, their accuracies by at most {:.1e}.\n",
      apart.loss, apart.accuracy);
  return out;
}

Json to_json(const Report& report) {
  const auto apart = distance(report.trainings.scratch, report.trainings.aligned);
  const auto lines = [](const std::optional<int>& count) { return count ? Json(*count) : Json(); };
  return {{"program", "compare"},
          {"model", report.model},
          {"scratch", report.trainings.scratch},
          {"concise", report.trainings.concise},
          {"aligned", report.trainings.aligned},
          {"results",
           {{"loss_difference", apart.loss},
            {"accuracy_difference", apart.accuracy},
            {"scratch_lines", lines(report.scratch_lines)},
            {"concise_lines", lines(report.concise_lines)}}}};
}

void plot(const Report& report, const d2l::plot::Target& target) {
  const auto& [scratch, concise, aligned] = report.trainings;
  const auto epochs = column(scratch, "epoch");
  d2l::plot::Figure figure(report.model + ", scratch beside concise");
  figure.panel({.xlabel = "epoch", .ylabel = "loss"})
      .line(epochs, column(scratch, "loss"), "scratch")
      .line(epochs, column(concise, "loss"), "concise");
  if (scratch["epochs"][0].contains("test_acc"))
    figure.panel({.xlabel = "epoch", .ylabel = "test accuracy"})
        .line(epochs, column(scratch, "test_acc"), "scratch")
        .line(epochs, column(concise, "test_acc"), "concise");
  figure.save(target);
}

}  // namespace d2l::compare

#include "report.hpp"

#include <algorithm>
#include <array>
#include <numeric>

#include <fmt/format.h>

#include <d2l/core/wrap.hpp>
#include <d2l/plot/figure.hpp>
#include <d2l/program/record.hpp>

namespace d2l::compare {
namespace {

using Json = nlohmann::ordered_json;

// A key of a record as words: `train acc`.
std::string words(std::string key) {
  std::ranges::replace(key, '_', ' ');
  return key;
}

// The columns of the table of epochs: their key in the record, their usual decimals, and their width. A row for both
// versions is 80 wide.
struct Column {
  const char* key;
  int decimals;
  int width;
};
constexpr std::array columns{Column{"loss", 4, 9}, Column{"train_acc", 3, 10}, Column{"test_acc", 3, 9},
                             Column{"seconds", 3, 8}};

// With fewer decimals, or with an exponent, where the usual ones take more than the column has.
std::string cell(const Json& epoch, const Column& column) {
  const auto& value = epoch[column.key];
  if (!value.is_number()) return "nan";
  const auto number = value.get<double>();
  const auto fits = [&](const std::string& text) { return std::ssize(text) < column.width; };
  for (int decimals = d2l::program::decimals(number, column.decimals); decimals >= 0; --decimals)
    if (auto text = fmt::format("{:.{}f}", number, decimals); fits(text)) return text;
  return fmt::format("{:.1e}", number);
}

// A line of the table for one version: a cell for each column that the epochs have.
template <class Cell>
std::string half_row(const Json& epoch, Cell text) {
  std::string line;
  for (const auto& column : columns)
    if (epoch.contains(column.key)) line += fmt::format("{:>{}}", text(column), column.width);
  return line;
}

// The two versions epoch by epoch; trainings of many epochs show in the figure, and in the results.
std::string epochs_table(const Json& scratch, const Json& concise) {
  constexpr std::size_t most = 20;
  const auto &left = scratch["epochs"], &right = concise["epochs"];
  if (left.empty() || left.size() > most) return "";
  const auto heading = half_row(left[0], [](const Column& column) { return words(column.key); });
  auto out =
      fmt::format("     {:^{}} | {:^{}}\n", fmt::format("scratch ({})", scratch["section"].get<std::string>()),
                  heading.size(), fmt::format("concise ({})", concise["section"].get<std::string>()), heading.size());
  out += fmt::format("epoch{} | {}\n", heading, heading);
  for (std::size_t e = 0; e < left.size(); ++e) {
    const auto half = [](const Json& epoch) {
      return half_row(epoch, [&](const Column& column) { return cell(epoch, column); });
    };
    out += fmt::format("{:<5}{} | {}\n", e + 1, half(left[e]), half(right[e]));
  }
  return out + "\n";
}

// The numbers of results by name: `b`, `w[0]`, `lambda=3 w_norm`. Few enough to be read, or left out.
using Row = std::pair<std::string, double>;
using Rows = std::vector<Row>;
void list_numbers(const Json& value, const std::string& name, Rows& rows) {
  constexpr std::size_t most = 8;
  if (value.is_number()) rows.emplace_back(name, value.get<double>());
  if (value.is_array() && value.size() <= most)
    for (std::size_t i = 0; i < value.size(); ++i) list_numbers(value[i], fmt::format("{}[{}]", name, i), rows);
  if (value.is_object())
    for (const auto& [key, part] : value.items())
      list_numbers(part, name.empty() ? key : fmt::format("{} {}", name, key), rows);
}

Rows list_numbers(const Json& results) {
  Rows rows;
  list_numbers(results, "", rows);
  return rows;
}

// What the versions have learned, beside what else their results hold under the same names, such as the true
// parameters.
std::string results_table(const Json& scratch, const Json& concise) {
  const auto& results = scratch["results"];
  std::vector<std::pair<std::string, Rows>> sources{{"scratch", list_numbers(results)},
                                                    {"concise", list_numbers(concise["results"])}};
  Json own = results;
  for (const auto& [key, value] : results.items()) {
    const auto same_names = [&](const auto& entry) { return results.contains(entry.key()); };
    const auto entries = value.items();
    if (!value.is_object() || !std::all_of(entries.begin(), entries.end(), same_names)) continue;
    sources.emplace_back(words(key), list_numbers(value));
    own.erase(key);
  }
  const auto rows = list_numbers(own);
  if (rows.empty()) return "";

  auto out = fmt::format("{:<24}", "");
  for (const auto& [name, numbers] : sources) out += fmt::format("{:>14}", name);
  for (const auto& [row_name, ignored] : rows) {
    out += fmt::format("\n{:<24}", row_name);
    for (const auto& [name, numbers] : sources) {
      const auto found = std::ranges::find(numbers, row_name, &Row::first);
      out += found == numbers.end() ? fmt::format("{:>14}", "-") : fmt::format("{:>14.6g}", found->second);
    }
  }
  return out + "\n\n";
}

// The hyperparameters, in the order of the record.
std::string settings(const Json& record) {
  std::string line;
  for (const auto& [name, value] : record["options"].items()) {
    line += fmt::format("{} {}, ", words(name), value.is_string() ? value.get<std::string>() : value.dump());
  }
  return d2l::wrap(line + fmt::format("seed {}, device {}, threads {}", record["seed"].dump(),
                                      record["device"].get<std::string>(), record["threads"].dump()));
}

double mean_seconds(const Json& record) {
  const auto& epochs = record["epochs"];
  const double sum = std::accumulate(epochs.begin(), epochs.end(), 0.0,
                                     [](double s, const Json& epoch) { return s + epoch["seconds"].get<double>(); });
  return sum / static_cast<double>(epochs.size());
}

// One of the trainings of a program that trains several times: its part of the epochs.
struct Course {
  std::string name;  // that of its results, where the program trains more than once
  std::ptrdiff_t first, last;
  std::vector<double> epochs;
};

// The trainings, each of which begins with an epoch 1. What only one of the versions has is left out.
std::vector<Course> split(const Json& scratch, const Json& concise) {
  const auto numbers = column(scratch, "epoch");
  const auto end = std::min(std::ssize(numbers), std::ssize(concise["epochs"]));
  std::vector<Course> courses;
  for (std::ptrdiff_t i = 0; i < end; ++i) {
    const auto number = numbers[static_cast<std::size_t>(i)];
    if (courses.empty() || number <= courses.back().epochs.back()) courses.push_back({"", i, i, {}});
    courses.back().last = i + 1;
    courses.back().epochs.push_back(number);
  }
  std::vector<std::string> parts;
  for (const auto& [name, result] : scratch["results"].items())
    if (result.is_object()) parts.push_back(name);
  if (courses.size() > 1 && parts.size() == courses.size())
    for (std::size_t i = 0; i < parts.size(); ++i) courses[i].name = parts[i];
  return courses;
}

std::string text(const std::optional<int>& lines) { return lines ? fmt::to_string(*lines) : "-"; }

// Whether there are results besides the number of parameters, which is known beforehand.
bool has_learned_numbers(const Json& results) {
  return std::ranges::any_of(results.items(), [](const auto& item) { return item.key() != "parameters"; });
}

}  // namespace

std::string to_string(const Report& report) {
  const auto& [scratch, concise, aligned] = report.trainings;
  auto out = fmt::format("{}\n{}\n\n", report.model, settings(scratch));
  out += epochs_table(scratch, concise) + results_table(scratch, concise);

  out += fmt::format("{:<24}{:>8}  {:>8}\n", "", "scratch", "concise");
  out += fmt::format("{:<24}{:>8}  {:>8}\n", "lines of code", text(report.scratch_lines), text(report.concise_lines));
  out +=
      fmt::format("{:<24}{:>6.3f} s  {:>6.3f} s\n", "training, an epoch", mean_seconds(scratch), mean_seconds(concise));

  const auto apart = distance(scratch, aligned);
  out += "\nFrom the same initial weights, through the same batches, the two versions are\napart by at most\n";
  if (const auto same = evened_out(report.model); !same.empty())
    out += d2l::wrap(fmt::format("(evened out: {})", same)) + "\n";
  const auto line = [&](double difference, const char* what) {
    out += fmt::format("  {:.1e}  {}\n", difference, what);
  };
  line(apart.first_batches, "in the losses of the first batches, of their value");
  line(apart.loss, "in the losses of the epochs, of the largest");
  if (scratch["epochs"][0].contains("train_acc")) line(apart.accuracy, "in their accuracies");
  if (has_learned_numbers(scratch["results"])) line(apart.results, "in what they have learned, of its value");
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
           {{"first_batches_difference", apart.first_batches},
            {"loss_difference", apart.loss},
            {"accuracy_difference", apart.accuracy},
            {"results_difference", apart.results},
            {"scratch_lines", lines(report.scratch_lines)},
            {"concise_lines", lines(report.concise_lines)}}}};
}

void plot(const Report& report, const d2l::plot::Target& target) {
  const auto& [scratch, concise, aligned] = report.trainings;
  const bool has_accuracy = scratch["epochs"][0].contains("test_acc");
  const auto courses = split(scratch, concise);
  d2l::plot::Figure figure(report.model + ", scratch beside concise");
  for (const auto& course : courses) {
    const auto add = [&](const char* key, const char* label, bool log_y) {
      const auto part = [&](const Json& record) {
        const auto all = column(record, key);
        return std::vector(all.begin() + course.first, all.begin() + course.last);
      };
      figure.panel({.title = course.name, .xlabel = "epoch", .ylabel = label, .log_y = log_y})
          .line(course.epochs, part(scratch), "scratch")
          .line(course.epochs, part(concise), "concise");
    };
    add("loss", "loss", !has_accuracy);
    if (has_accuracy) add("test_acc", "test accuracy", false);
  }
  figure.save(target);
}

}  // namespace d2l::compare

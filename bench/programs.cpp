#include "programs.hpp"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>
#include <fmt/ranges.h>
#include <nlohmann/json.hpp>

#include <d2l/core/error.hpp>
#include <d2l/plot/figure.hpp>

namespace d2l::bench {
namespace {

using Json = nlohmann::ordered_json;

constexpr std::int64_t train_examples = 60000;

const std::vector<Program> all_programs{{"linear-regression-scratch", 10},
                                        {"linear-regression-concise", 10},
                                        {"softmax-regression-scratch", 5, {784, 10}},
                                        {"softmax-regression-concise", 5, {784, 10}},
                                        {"mlp-scratch", 5, {784, 256, 10}},
                                        {"mlp-concise", 5, {784, 256, 10}},
                                        {"underfit-overfit", 20},
                                        {"weight-decay-scratch", 20},
                                        {"weight-decay-concise", 20},
                                        {"dropout-scratch", 5, {784, 256, 256, 10}},
                                        {"dropout-concise", 5, {784, 256, 256, 10}},
                                        {"lenet", 2, {}, true},
                                        {"batch-norm-scratch", 2, {}, true},
                                        {"batch-norm-concise", 2, {}, true},
                                        {"minibatch-sgd-scratch", 10},
                                        {"minibatch-sgd-concise", 10},
                                        {"momentum-scratch", 10},
                                        {"momentum-concise", 10},
                                        {"adagrad-scratch", 10},
                                        {"adagrad-concise", 10},
                                        {"rmsprop-scratch", 10},
                                        {"rmsprop-concise", 10},
                                        {"adadelta-scratch", 10},
                                        {"adadelta-concise", 10},
                                        {"adam-scratch", 10},
                                        {"adam-concise", 10}};

// One way to do the work, and what its runs took, each at the setting that was the fastest just then: on a machine that
// others share, that changes.
class Contender {
 public:
  using Time = std::function<Timing(const Setting&)>;
  Contender(std::string name, std::vector<Setting> settings, Time time)
      : name_(std::move(name)), settings_(std::move(settings)), time_(std::move(time)) {}

  void run(const Doing& doing) {
    std::vector<Timing> all;
    for (const auto& setting : settings_) {
      doing.part(fmt::format("{}, {}", name_, bench::to_string(setting)));
      all.push_back(time_(setting));
    }
    timings_.push_back(*std::ranges::min_element(all, {}, [](const Timing& t) { return median(t.epochs); }));
  }
  double last_epoch() const { return median(timings_.back().epochs); }
  Timing medians() const { return bench::medians(timings_); }

 private:
  std::string name_;
  std::vector<Setting> settings_;
  Time time_;
  std::vector<Timing> timings_;
};

std::string number(const std::optional<double>& value, int digits) {
  return value ? fmt::format("{:.{}g}", *value, digits) : "-";
}
std::string ratio(const std::optional<double>& value) { return value ? fmt::format("{:.2f}", *value) : "-"; }
std::optional<double> epoch(const std::optional<Timing>& timing) {
  return timing ? std::optional(timing->epochs[0]) : std::nullopt;
}

Json to_json(const std::optional<Timing>& timing) {
  if (!timing) return nullptr;
  return {
      {"epoch_seconds", timing->epochs[0]}, {"start_up", timing->start_up}, {"peak_megabytes", timing->peak_megabytes}};
}
Json to_json(const std::optional<double>& value) { return value ? Json(*value) : Json(nullptr); }

}  // namespace

std::vector<Program> programs_named(const std::vector<std::string>& names) {
  if (names.empty()) return all_programs;
  std::vector<Program> result;
  std::ranges::copy_if(all_programs, std::back_inserter(result), [&](const Program& p) {
    return std::ranges::any_of(names, [&](const auto& name) { return p.name.starts_with(name); });
  });
  if (result.empty()) throw UsageError(fmt::format("there is no training '{}'", fmt::join(names, " ")));
  return result;
}

Row measure(const Program& program, const Surroundings& around, int runs, Doing& doing) {
  const auto theirs = [&](const std::string& way) {
    return
        [&, way](const Setting& setting) { return time_pytorch(around, {way, program.name, program.epochs}, setting); };
  };
  Contender ours("ours", thread_settings(around.threads), [&](const Setting& setting) {
    return time_ours(around.folder / program.name, program.epochs, setting);
  });
  const bool has_network = !program.sizes.empty();
  std::optional<Contender> book, tight;
  if (around.python) book.emplace("the book's program", pytorch_settings(around.threads), theirs("book"));
  if (around.python && (has_network || program.convolutional))
    tight.emplace("PyTorch's tightest loop", pytorch_settings(around.threads), theirs("tight"));

  Row row{.program = program, .ours = {}};
  std::vector<double> to_book, to_tight;
  for (int i = 0; i < runs; ++i) {
    doing.run(program.name, i, runs);
    ours.run(doing);
    if (has_network)
      doing.part("the machine's limits"),
          row.machine = best(row.machine, measure_machine(around.folder, around.threads));
    if (book) book->run(doing), to_book.push_back(ours.last_epoch() / book->last_epoch());
    if (tight) tight->run(doing), to_tight.push_back(ours.last_epoch() / tight->last_epoch());
  }
  row.ours = ours.medians();
  if (has_network) row.floor = floor_seconds(row.machine, train_examples, program.sizes);
  if (book) row.book = book->medians(), row.ratio_to_book = median(to_book);
  if (tight) row.tight = tight->medians(), row.ratio_to_tight = median(to_tight);
  return row;
}

std::string headline() {
  return fmt::format("{:<27}{:>8}{:>8}{:>6}{:>8}{:>6}{:>8}{:>9}\n", "seconds an epoch", "ours", "book", "ratio",
                     "tight", "ratio", "floor", "of floor");
}

std::string to_string(const Row& row) {
  const auto of_floor = row.floor ? fmt::format("{:.0f} %", 100 * *row.floor / row.ours.epochs[0]) : "-";
  return fmt::format("{:<27}{:>8}{:>8}{:>6}{:>8}{:>6}{:>8}{:>9}\n", row.program.name, number(row.ours.epochs[0], 3),
                     number(epoch(row.book), 3), ratio(row.ratio_to_book), number(epoch(row.tight), 3),
                     ratio(row.ratio_to_tight), number(row.floor, 3), of_floor);
}

std::string start_up_and_memory(const std::vector<Row>& rows) {
  auto table = fmt::format("\n{:<27}{:>12}{:>12}{:>12}{:>12}\n", "start-up and memory", "ours, s", "book, s",
                           "ours, MB", "book, MB");
  for (const auto& row : rows) {
    const auto start_up = row.book ? fmt::format("{:.2f}", row.book->start_up) : "-";
    const auto peak = row.book ? fmt::format("{:.0f}", row.book->peak_megabytes) : "-";
    table += fmt::format("{:<27}{:>12.2f}{:>12}{:>12.0f}{:>12}\n", row.program.name, row.ours.start_up, start_up,
                         row.ours.peak_megabytes, peak);
  }
  return table;
}

Json to_json(const Row& row) {
  return {{"name", row.program.name},
          {"ours", to_json(std::optional(row.ours))},
          {"book", to_json(row.book)},
          {"tight", to_json(row.tight)},
          {"ratio_to_book", to_json(row.ratio_to_book)},
          {"ratio_to_tight", to_json(row.ratio_to_tight)},
          {"machine", {{"flops", row.machine.flops}, {"bytes_per_second", row.machine.bytes}}},
          {"floor_seconds", to_json(row.floor)}};
}

void plot(const std::vector<Row>& rows, const plot::Target& target) {
  const auto series = [&](const auto& value) {
    std::vector<double> values;
    for (const auto& row : rows) values.push_back(std::optional<double>(value(row)).value_or(NAN));
    return values;
  };
  std::vector<double> places(rows.size());
  std::iota(places.begin(), places.end(), 1);
  plot::Figure figure("Seconds an epoch", {.width = 1000});
  figure.panel({.xlabel = "program, in the order of the table", .ylabel = "seconds", .log_y = true})
      .markers(places, series([](const Row& r) { return epoch(r.book); }), "the book's program in PyTorch")
      .markers(places, series([](const Row& r) { return epoch(r.tight); }), "PyTorch's tightest loop")
      .markers(places, series([](const Row& r) { return r.ours.epochs[0]; }), "ours")
      .markers(places, series([](const Row& r) { return r.floor; }), "the machine's floor");
  figure.save(target);
}

}  // namespace d2l::bench

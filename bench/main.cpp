// Times the training programs beside PyTorch's and the machine's own limits: docs/speed.md
#include <filesystem>
#include <iostream>
#include <omp.h>
#include <span>

#include <fmt/format.h>
#include <fmt/ranges.h>
#include <nlohmann/json.hpp>

#include <d2l/core/error.hpp>
#include <d2l/data/fashion_mnist.hpp>
#include <d2l/io/file.hpp>
#include <d2l/plot/figure.hpp>
#include <d2l/program/command_line.hpp>
#include <d2l/program/run.hpp>
#include <d2l/program/values.hpp>

#include "floor.hpp"
#include "timing.hpp"

namespace {

namespace fs = std::filesystem;
namespace program = d2l::program;
using namespace d2l::bench;
using Json = nlohmann::ordered_json;

struct Program {
  std::string name;
  std::int64_t epochs;
  std::vector<std::int64_t> sizes = {};  // the layers' widths, inputs first, of a network on Fashion-MNIST
};

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
                                        {"dropout-concise", 5, {784, 256, 256, 10}}};

const std::vector<program::Option> options{
    {"runs", "N", "how often each program is run, in turn with PyTorch's", "3"},
    {"threads", "N", "the most threads; 1 is tried, too, and the better one counts", "all cores"},
    {"data-dir", "DIR", "where to look for datasets first (docs/data.md)", "none"},
    {"plot", "FILE", "draw the seconds of an epoch: .svg, .png or .pdf; or window, or terminal", "none"},
    {"record", "FILE", "write all figures as JSON", "none"},
    {"help", "", "show this page and end (-h)", ""}};

// The medians over all runs.
struct Row {
  Program program;
  Timing ours, book, tight;  // without epochs where it was not measured
  double ratio_to_book = 0, ratio_to_tight = 0, floor = 0;
};

constexpr std::int64_t train_examples = 60000;

class Bench {
 public:
  Bench(int runs, int threads, fs::path folder, fs::path fashion_mnist)
      : runs_(runs),
        threads_(threads),
        folder_(std::move(folder)),
        fashion_mnist_(std::move(fashion_mnist)),
        python_(find_pytorch()),
        machine_(measure_machine()) {}

  const Machine& machine() const { return machine_; }
  bool has_pytorch() const { return python_.has_value(); }

  Row measure(const Program& p) const {
    const auto ours = [&](const Setting& setting) { return time_ours(folder_ / p.name, p.epochs, setting, {}); };
    const auto theirs = [&](const std::string& way) {
      return [&, way](const Setting& setting) {
        return time_pytorch(*python_, {way, p.name, p.epochs}, setting, fashion_mnist_);
      };
    };
    std::vector<Setting> our_settings{{1}};
    if (threads_ > 1) our_settings.push_back({threads_});
    const auto our_best = best(our_settings, ours);
    Row row{p, {}, {}, {}};
    if (!p.sizes.empty()) row.floor = floor_seconds(machine_, train_examples, p.sizes);
    if (!python_) {
      row.ours = medians(repeat([&] { return ours(our_best); }));
      return row;
    }
    const auto book_best = best(pytorch_settings(threads_), theirs("book"));
    const auto tight_best = p.sizes.empty() ? book_best : best(pytorch_settings(threads_), theirs("tight"));
    std::vector<Timing> all_ours, all_book, all_tight;
    std::vector<double> to_book, to_tight;
    for (int i = 0; i < runs_; ++i) {  // in turn, so that a machine that slows down does so for all
      all_ours.push_back(ours(our_best));
      all_book.push_back(theirs("book")(book_best));
      to_book.push_back(median(all_ours.back().epochs) / median(all_book.back().epochs));
      if (p.sizes.empty()) continue;
      all_tight.push_back(theirs("tight")(tight_best));
      to_tight.push_back(median(all_ours.back().epochs) / median(all_tight.back().epochs));
    }
    row.ours = medians(all_ours);
    row.book = medians(all_book);
    row.ratio_to_book = median(to_book);
    if (!p.sizes.empty()) {
      row.tight = medians(all_tight);
      row.ratio_to_tight = median(to_tight);
    }
    return row;
  }

 private:
  // The setting of the fastest epoch.
  template <class Time>
  static Setting best(const std::vector<Setting>& settings, const Time& time) {
    std::vector<double> seconds;
    for (const auto& setting : settings) seconds.push_back(median(time(setting).epochs));
    return settings[static_cast<std::size_t>(std::ranges::min_element(seconds) - seconds.begin())];
  }
  template <class Time>
  std::vector<Timing> repeat(const Time& time) const {
    std::vector<Timing> timings;
    for (int i = 0; i < runs_; ++i) timings.push_back(time());
    return timings;
  }
  static Timing medians(const std::vector<Timing>& timings) {
    std::vector<double> epochs, start_up, peak;
    for (const auto& t : timings) {
      epochs.push_back(median(t.epochs));
      start_up.push_back(t.start_up);
      peak.push_back(t.peak_megabytes);
    }
    return {{median(epochs)}, median(start_up), median(peak)};
  }

  int runs_, threads_;
  fs::path folder_, fashion_mnist_;
  std::optional<std::string> python_;
  Machine machine_;
};

std::string number(const Timing& timing, double value) {
  return timing.epochs.empty() ? "-" : fmt::format("{:.2g}", value);
}
std::string seconds(const Timing& timing) {
  return timing.epochs.empty() ? "-" : fmt::format("{:.3g}", timing.epochs[0]);
}

void print_head(const Bench& bench) {
  std::cout << fmt::format("this machine: {:.0f} GFLOP/s in products of matrices, {:.1f} GB/s from and to memory\n",
                           bench.machine().flops / 1e9, bench.machine().bytes / 1e9);
  if (!bench.has_pytorch()) std::cout << "no PyTorch was found (python3-torch): only our programs are timed\n";
  std::cout << fmt::format("\n{:<28}{:>10}{:>10}{:>8}{:>10}{:>8}{:>10}{:>10}{:>10}{:>8}\n", "seconds an epoch", "ours",
                           "book", "ratio", "tight", "ratio", "floor", "of floor", "start, s", "MB")
            << std::flush;
}

void print(const Row& row) {
  const bool has_floor = row.floor > 0;
  std::cout << fmt::format("{:<28}{:>10}{:>10}{:>8}{:>10}{:>8}{:>10}{:>10}{:>10.2f}{:>8.0f}\n", row.program.name,
                           seconds(row.ours), seconds(row.book), number(row.book, row.ratio_to_book),
                           seconds(row.tight), number(row.tight, row.ratio_to_tight),
                           has_floor ? fmt::format("{:.3g}", row.floor) : "-",
                           has_floor ? fmt::format("{:.0f} %", 100 * row.floor / row.ours.epochs[0]) : "-",
                           row.ours.start_up, row.ours.peak_megabytes)
            << std::flush;
}

Json to_json(const Timing& timing) {
  if (timing.epochs.empty()) return nullptr;
  return {
      {"epoch_seconds", timing.epochs[0]}, {"start_up", timing.start_up}, {"peak_megabytes", timing.peak_megabytes}};
}

Json to_json(const Bench& bench, const std::vector<Row>& rows) {
  Json json{{"program", "bench"},
            {"machine", {{"flops", bench.machine().flops}, {"bytes_per_second", bench.machine().bytes}}},
            {"programs", Json::array()}};
  for (const auto& row : rows)
    json["programs"].push_back({{"name", row.program.name},
                                {"ours", to_json(row.ours)},
                                {"book", to_json(row.book)},
                                {"tight", to_json(row.tight)},
                                {"ratio_to_book", row.ratio_to_book},
                                {"ratio_to_tight", row.ratio_to_tight},
                                {"floor_seconds", row.floor}});
  return json;
}

void plot(const std::vector<Row>& rows, const d2l::plot::Target& target) {
  const auto series = [&](const auto& value) {
    std::vector<double> values;
    for (const auto& row : rows) values.push_back(value(row));
    return values;
  };
  const auto epoch = [](const Timing& t) { return t.epochs.empty() ? NAN : t.epochs[0]; };
  std::vector<double> x(rows.size());
  for (std::size_t i = 0; i < x.size(); ++i) x[i] = static_cast<double>(i + 1);
  d2l::plot::Figure figure("Seconds an epoch", {.width = 1000});
  figure.panel({.xlabel = "program, in the order of the table", .ylabel = "seconds", .log_y = true})
      .markers(x, series([&](const Row& r) { return epoch(r.book); }), "the book's program in PyTorch")
      .markers(x, series([&](const Row& r) { return epoch(r.tight); }), "PyTorch's tightest loop")
      .markers(x, series([&](const Row& r) { return epoch(r.ours); }), "ours")
      .markers(x, series([&](const Row& r) { return r.floor > 0 ? r.floor : NAN; }), "the machine's floor");
  figure.save(target);
}

std::vector<Program> chosen(const std::vector<std::string>& names) {
  if (names.empty()) return all_programs;
  std::vector<Program> result;
  for (const auto& p : all_programs)
    if (std::ranges::any_of(names, [&](const auto& name) { return p.name.starts_with(name); })) result.push_back(p);
  if (result.empty()) throw d2l::UsageError(fmt::format("there is no training '{}'", fmt::join(names, " ")));
  return result;
}

void bench_by_command_line(std::span<const char* const> arguments) {
  std::vector<std::string> names;
  while (!arguments.empty() && *arguments.front() != '-') {
    names.emplace_back(arguments.front());
    arguments = arguments.subspan(1);
  }
  const auto given = program::read_command_line(arguments, options);
  if (given.contains("help")) {
    std::cout
        << "Seconds an epoch, start-up and memory of the training programs, beside PyTorch and the machine's "
           "limits\n\nusage: bench [NAME...] [options]\nexample: bench mlp softmax-regression-scratch --runs 5\n\n"
        << program::list(options) << "\nits page: docs/speed.md\n";
    return;
  }
  const auto whole = [&](const char* name, int preset) {
    constexpr int most = 1000;
    return given.contains(name) ? static_cast<int>(program::whole_number(name, given.at(name), 1, most)) : preset;
  };
  const auto programs = chosen(names);
  if (given.contains("record")) d2l::expect_writable(given.at("record"));
  std::optional<d2l::plot::Target> target;
  if (given.contains("plot")) target.emplace(given.at("plot"));

  const auto data_dir = given.contains("data-dir") ? std::optional<fs::path>(given.at("data-dir")) : std::nullopt;
  const Bench bench(whole("runs", 3), whole("threads", omp_get_max_threads()),
                    fs::read_symlink("/proc/self/exe").parent_path(), d2l::find_fashion_mnist(data_dir));
  print_head(bench);
  std::vector<Row> rows;
  for (const auto& p : programs) {
    rows.push_back(bench.measure(p));
    print(rows.back());
  }
  if (given.contains("record")) d2l::write_file_atomically(given.at("record"), to_json(bench, rows).dump(2) + "\n");
  if (target) plot(rows, *target);
}

}  // namespace

int main(int argc, char** argv) {
  return program::guard("bench",
                        [&] { bench_by_command_line({argv + 1, static_cast<std::size_t>(argc > 0 ? argc - 1 : 0)}); });
}

#include "d2l/program/options.hpp"

#include <algorithm>
#include <iostream>
#include <limits>
#include <omp.h>
#include <string_view>
#include <utility>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "d2l/core/error.hpp"
#include "d2l/core/wrap.hpp"
#include "d2l/program/distinct_files.hpp"
#include "d2l/program/option_reader.hpp"
#include "d2l/program/values.hpp"
#include "d2l/program/version.hpp"
#include "d2l/system/file.hpp"
#include "d2l/system/file_kind.hpp"

namespace d2l::program {
namespace {

constexpr std::uint64_t most_threads = 4096;
constexpr std::uint64_t most_size = 2048;
constexpr std::uint64_t most = std::numeric_limits<std::int32_t>::max();  // sums and products of two of them fit

Option data_dir() { return {"data-dir", "DIR", "where to look for datasets first (docs/data.md)", "none"}; }

// What is wrong with a value is wrong with the command line.
template <class Read>
auto as_usage(std::string_view option, Read read) {
  return [=](const std::string& text) {
    try {
      return read(text);
    } catch (const ValueError& error) {
      throw UsageError(fmt::format("--{}: {}", option, error.what()));
    }
  };
}

bool is_aligned(const std::string& text) {  // none on the command line
  if (text != "yes" && text != "no" && !text.empty())
    throw UsageError("--aligned: '" + text + "' is neither yes nor no");
  return text != "no";
}

// 0 for all.
std::int64_t read_limit(const std::string& text) {
  return text == "all" ? 0 : static_cast<std::int64_t>(whole_number("limit", text, 1, most));
}

std::string read_name(const std::string& text, const std::vector<std::string>& names) {
  if (std::ranges::count(names, text) == 0)
    throw UsageError(fmt::format("--data: there is no '{}'; it is one of: {}", text, fmt::join(names, ", ")));
  return text;
}

std::string read_reduction(const std::string& text) {
  if (text != "exact" && text != "fast")
    throw UsageError(fmt::format("--reduction: '{}' is neither exact nor fast", text));
  return text;
}

std::filesystem::path writable(const std::string& text) {
  expect_writable(text);
  return text;
}

}  // namespace

Options::Options(std::string name, std::string summary, std::string section)
    : name_(std::move(name)), summary_(std::move(summary)), section_(std::move(section)) {}

Options Options::called(std::string name) const {
  auto other = *this;
  other.name_ = std::move(name);
  return other;
}

Options& Options::training(const Hyperparameters& defaults) {
  defaults_ = defaults;
  if (defaults.epochs)
    own_.push_back({"epochs", "N", "how often to go through the data", fmt::to_string(*defaults.epochs)});
  if (defaults.batch_size)
    own_.push_back({"batch-size", "N", "examples in a batch", fmt::to_string(*defaults.batch_size)});
  if (defaults.lr) own_.push_back({"lr", "X", "learning rate", fmt::to_string(*defaults.lr)});
  return *this;
}

Options& Options::data() {
  own_.push_back({"limit", "N", "use only the first N training and first N test examples", "all"});
  own_.push_back(data_dir());
  return *this;
}

Options& Options::size(std::int64_t usual, std::int64_t least) {
  usual_size_ = usual;
  least_size_ = least;
  own_.push_back({"size", "N", fmt::format("width and height that images are scaled to, {} to {}", least, most_size),
                  fmt::to_string(usual)});
  return *this;
}

Options& Options::dropout(std::vector<double> usual) {
  usual_dropout_ = std::move(usual);
  own_.push_back(
      {"dropout", "P,P", "with which probability the units of each hidden layer drop out", spell(usual_dropout_)});
  return *this;
}

Options& Options::data_of(std::vector<std::string> names) {
  data_names_ = std::move(names);
  own_.push_back({"data", "NAME", fmt::format("the data: {}", fmt::join(data_names_, " or ")), data_names_.front()});
  own_.push_back(data_dir());
  return *this;
}

Options& Options::models(std::vector<Model> models) {
  models_ = std::move(models);
  std::vector<std::string> names, rates;
  for (const auto& [name, lr] : models_) {
    names.push_back(name);
    rates.push_back(fmt::format("{} for {}", lr, name));
  }
  own_.push_back({"model", "NAME", fmt::format("what is trained: {}", fmt::join(names, ", ")), names.front()});
  own_.push_back({"lr", "X", "learning rate", fmt::format("{}", fmt::join(rates, ", "))});
  return *this;
}

Options& Options::processes(std::int64_t shards) {
  usual_shards_ = shards;
  own_.push_back({"processes", "N", "how many processes ./run starts, by mpirun", "1"});
  own_.push_back({"hosts", "FILE", "the machines on which ./run starts them, in mpirun's format", "this one"});
  own_.push_back(
      {"shards", "K", "into how many parts a batch is cut, however many processes there are", fmt::to_string(shards)});
  own_.push_back({"reduction", "HOW", "how gradients are added: exact, the same bits for any N, or fast", "exact"});
  own_.push_back({"time-limit", "N", "how many seconds a process waits for another one", "60"});
  return *this;
}

Options& Options::figure() {
  own_.push_back({"plot", "FILE", "draw the figure: .svg, .png or .pdf by its suffix; or window, or terminal", "none"});
  return *this;
}

Options& Options::graph() {
  content_ = plot::Content::graph;
  own_.push_back(
      {"plot", "FILE", "draw the graph: .svg, .png, .pdf or .dot by its suffix; or window, or terminal", "none"});
  return *this;
}

Options& Options::state() {
  own_.push_back({"save-init", "FILE", "write the initial parameters and the random stream (safetensors)", "none"});
  own_.push_back({"init", "FILE", "start from what --save-init wrote", "none"});
  own_.push_back({"save", "FILE", "after each epoch write the whole state of the training (safetensors)", "none"});
  own_.push_back({"load", "FILE", "go on from what --save wrote, with its options where none are given", "none"});
  return *this;
}

Options& Options::aligned(const std::string& difference) {
  own_.push_back({"aligned", "", "take " + difference + " of the scratch version, as compare does", ""});
  return *this;
}

std::vector<Option> Options::offered() const {
  std::vector<Option> all = own_;
  all.insert(all.end(), {{"seed", "N", "seed of the one random stream", "0"},
                         {"device", "DEVICE", "where tensors live: auto, cpu, cuda or cuda:N", "auto"},
                         {"threads", "N", "CPU threads", usual_shards_ > 0 ? "1 a process" : "all cores"},
                         {"record", "FILE", "write the run as JSON", "none"},
                         {"no-progress", "", "no progress bar", ""},
                         {"help", "", "show this page and end (-h)", ""},
                         {"version", "", "show the version, and what this build is made of", ""}});
  return all;
}

std::string Options::page() const {
  auto model = name_.substr(0, name_.find('/'));
  for (const std::string_view style : {"-scratch", "-concise"})
    if (model.ends_with(style)) model.resize(model.size() - style.size());
  return fmt::format("docs/{:0>2}/{}.md", section_.substr(0, section_.find('.')), model);
}

std::string Options::help() const {
  const auto heading = fmt::format("{} (section {} of Dive-into-DL-PyTorch)", summary_, section_);
  return fmt::format("{}\n\nexample: {} --seed 1{}\n\n{}\nits page: {}\n", wrap(heading), name_,
                     defaults_.epochs ? " --epochs 3" : "", list(offered()), page());
}

void Options::read_model(const OptionReader& reader, Arguments& args) const {
  if (models_.empty()) return;
  auto model = models_.front();
  reader.read("model", model, [&](const std::string& text) {
    const auto found = std::ranges::find(models_, text, &Model::name);
    if (found == models_.end())
      throw UsageError(fmt::format("--model: there is no '{}'; --help shows those that there are", text));
    return *found;
  });
  args.model = model.name;
  args.lr = model.lr;
  args.settings.emplace_back("model", args.model);
}

void Options::read_processes(const OptionReader& reader, Arguments& args) const {
  if (usual_shards_ == 0) return;
  constexpr std::uint64_t most_processes = 1 << 20;
  constexpr std::int64_t usual_time_limit = 60;
  args.shards = usual_shards_;
  args.reduction = "exact";
  args.time_limit = usual_time_limit;
  reader.whole("processes", args.processes, 1, most_processes);
  reader.whole("shards", args.shards, 1, most_processes);
  reader.read("reduction", args.reduction, read_reduction);
  reader.whole("time-limit", args.time_limit, 1, most);
  if (reader.has("hosts")) throw UsageError("--hosts: it is ./run that starts processes, on other machines, too");
  args.settings.emplace_back("processes", args.processes);
  args.settings.emplace_back("shards", args.shards);
  args.settings.emplace_back("reduction", args.reduction);
}

void Options::read_dropout(const OptionReader& reader, Arguments& args) const {
  args.dropout = usual_dropout_;
  reader.read("dropout", args.dropout,
              [&](const std::string& text) { return probabilities("dropout", text, usual_dropout_.size()); });
  if (args.dropout != usual_dropout_) args.settings.emplace_back("dropout", spell(args.dropout));
}

std::optional<Arguments> Options::parse(int argc, const char* const* argv) const {
  const auto options = offered();
  OptionReader reader(read_command_line({argv + 1, static_cast<std::size_t>(argc > 0 ? argc - 1 : 0)}, options));
  if (reader.has("help")) {
    std::cout << help();
    return std::nullopt;
  }
  if (reader.has("version")) {
    std::cout << version();
    return std::nullopt;
  }

  const auto as_text = [](const std::string& text) { return text; };
  std::string file;
  if (reader.read("load", file, as_text)) {
    if (reader.has("init")) throw UsageError("--init and --load exclude each other: a run starts anew, or goes on");
    reader.take_over(file, name_, options);
  }
  Arguments args;
  args.program = name_;
  args.section = section_;
  args.progress = !reader.has("no-progress");
  reader.read("aligned", args.aligned, is_aligned);
  args.threads = usual_shards_ > 0 ? 1 : omp_get_max_threads();
  reader.whole("seed", args.seed, 0, std::numeric_limits<std::uint64_t>::max());
  reader.whole("threads", args.threads, 1, most_threads);

  args.epochs = defaults_.epochs.value_or(0);
  args.batch_size = defaults_.batch_size.value_or(0);
  args.lr = defaults_.lr.value_or(0);
  read_model(reader, args);
  reader.whole("epochs", args.epochs, 1, most);
  reader.whole("batch-size", args.batch_size, 1, most);
  reader.read("lr", args.lr, [](const std::string& text) { return positive_number("lr", text); });
  if (defaults_.epochs) args.settings.emplace_back("epochs", args.epochs);
  if (defaults_.batch_size) args.settings.emplace_back("batch_size", args.batch_size);
  if (args.lr > 0) args.settings.emplace_back("lr", args.lr);

  read_processes(reader, args);
  if (usual_size_ > 0) {
    args.size = usual_size_;
    reader.whole("size", args.size, static_cast<std::uint64_t>(least_size_), most_size);
    args.settings.emplace_back("size", args.size);
  }
  read_dropout(reader, args);
  std::int64_t limit = 0;
  if (reader.read("limit", limit, read_limit) && limit > 0)
    args.settings.emplace_back("limit", limit), args.limit = limit;
  if (!data_names_.empty()) {
    args.data = data_names_.front();
    reader.read("data", args.data, [&](const std::string& text) { return read_name(text, data_names_); });
    args.settings.emplace_back("data", args.data);
  }
  reader.read("device", args.device, as_usage("device", [](const std::string& text) { return parse_device(text); }));
  if (reader.read("data-dir", file, as_text)) args.settings.emplace_back("data_dir", file), args.data_dir = file;
  if (reader.read("init", file, as_text)) {
    expect_regular_file(file, "--init takes one that --save-init wrote");
    args.settings.emplace_back("init", file), args.init = file;
  }
  if (reader.read("load", file, as_text)) args.settings.emplace_back("load", file), args.load = file;
  reader.read("plot", args.plot,
              as_usage("plot", [&](const std::string& text) { return plot::Target(text, content_); }));
  reader.read("record", args.record, writable);
  reader.read("save-init", args.save_init, writable);
  reader.read("save", args.save, writable);
  reader.expect_same_data(options_of(args));
  expect_distinct_files(args);
  return args;
}

}  // namespace d2l::program

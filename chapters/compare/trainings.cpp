#include "trainings.hpp"

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <fstream>

#include <d2l/core/error.hpp>
#include <d2l/system/temporary_folder.hpp>

#include "align.hpp"
#include "child.hpp"

namespace d2l::compare {
namespace {

namespace fs = std::filesystem;
using Json = nlohmann::ordered_json;

// Trains with --record, and returns the record. The progress bars say which of the trainings it is.
Json train(const std::string& version, const fs::path& program, std::vector<std::string> options,
           const fs::path& record) {
  options.insert(options.end(), {"--record", record.string()});
  run(program, options, {"D2L_PROGRESS_NAME=" + version});
  return Json::parse(std::ifstream(record));
}

// A number of a record. One that had diverged to NaN or infinity is null there, and near nothing.
double number(const Json& value) { return value.is_number() ? value.get<double>() : std::nan(""); }

// The numbers of a record below `value`, in order, without those whose key is to be left out.
void collect(const Json& value, const std::string& without, std::vector<double>& numbers) {
  if (value.is_structured()) {
    for (const auto& [key, part] : value.items())
      if (value.is_array() || key != without) collect(part, without, numbers);
  } else {
    numbers.push_back(number(value));
  }
}

// The largest of |x - y|, each divided by what `scale` gives for it; NaN where one is.
template <class Scale>
double largest_difference(const std::vector<double>& x, const std::vector<double>& y, Scale scale) {
  if (x.size() != y.size()) return std::nan("");
  double largest = 0;
  for (std::size_t i = 0; i < x.size(); ++i) {
    if (std::isnan(x[i]) || std::isnan(y[i])) return std::nan("");
    if (x[i] != y[i]) largest = std::max(largest, std::abs(x[i] - y[i]) / scale(x[i], y[i]));
  }
  return largest;
}

double relative(const std::vector<double>& x, const std::vector<double>& y) {
  return largest_difference(x, y, [](double a, double b) { return std::max(std::abs(a), std::abs(b)); });
}

}  // namespace

std::vector<double> column(const Json& record, const char* key) {
  std::vector<double> numbers;
  for (const auto& epoch : record["epochs"])
    if (epoch.contains(key)) collect(epoch[key], "", numbers);
  return numbers;
}

Trainings train(const fs::path& folder, const std::string& model, const std::vector<std::string>& options) {
  const TemporaryFolder temporary;
  const auto scratch_init = temporary / "scratch.safetensors", concise_init = temporary / "concise.safetensors";
  const auto with = [&](const char* option, const fs::path& file) {
    auto all = options;
    all.insert(all.end(), {option, file.string()});
    return all;
  };

  Trainings trainings;
  const auto record = temporary / "record.json";
  trainings.scratch = train("scratch", folder / (model + "-scratch"), with("--save-init", scratch_init), record);
  trainings.concise = train("concise", folder / (model + "-concise"), with("--save-init", concise_init), record);
  const auto aligned_init = temporary / "aligned.safetensors";
  align(scratch_init, concise_init, aligned_init);
  auto aligned_options = with("--init", aligned_init);
  if (!evened_out(model).empty()) aligned_options.emplace_back("--aligned");
  if (const auto lr = trainings.scratch["options"]["lr"]; lr != trainings.concise["options"]["lr"])  // the book's own
    aligned_options.insert(aligned_options.end(), {"--lr", lr.dump()});
  trainings.aligned = train("aligned", folder / (model + "-concise"), aligned_options, record);
  return trainings;
}

std::string evened_out(const std::string& model) {
  if (model == "linear-regression")
    return "the 1/2 in squared_loss, which MSELoss lacks, and the way of data_iter to shuffle, other than DataLoader's";
  if (model == "dropout") return "the draws of the masks, by rand from scratch, by Bernoulli in nn::Dropout";
  if (model == "batch-norm") return "the start of the kept variances, 0 from scratch, 1 in nn::BatchNorm2d";
  if (model == "momentum") return "the momentum, 0.5 and 0.9, and the rates that go with it, 0.02 and 0.004";
  if (model == "adagrad") return "eps, 1e-6 inside of the root from scratch, 1e-10 beside it in optim::Adagrad";
  if (model == "rmsprop")
    return "eps, 1e-6 inside of the root from scratch, 1e-8 beside it in optim::RMSprop, which "
           "therefore makes way for the scratch version's formula";
  if (model == "adadelta") return "eps, 1e-5 from scratch, 1e-6 in optim::Adadelta";
  if (model == "adam") return "eps, 1e-6 from scratch, 1e-8 in optim::Adam";
  return "";
}

Distance distance(const Json& a, const Json& b) {
  const auto first_losses = column(a, "loss");
  const double top = first_losses.empty() ? 1 : std::ranges::max(first_losses);
  const auto to_top = [top](double, double) { return top; };
  const auto absolute = [](double, double) { return 1.0; };
  // A training loss that has fallen to rounding is compared among the losses of the epochs, relative to where it began.
  std::vector<double> results_a, results_b;
  collect(a["results"], "train_loss", results_a);
  collect(b["results"], "train_loss", results_b);
  return {.first_batches = relative(column(a, "first_batches"), column(b, "first_batches")),
          .loss = largest_difference(first_losses, column(b, "loss"), to_top),
          .accuracy = std::max(largest_difference(column(a, "train_acc"), column(b, "train_acc"), absolute),
                               largest_difference(column(a, "test_acc"), column(b, "test_acc"), absolute)),
          .results = relative(results_a, results_b)};
}

}  // namespace d2l::compare

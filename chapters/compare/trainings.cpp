#include "trainings.hpp"

#include <cmath>
#include <cstdlib>
#include <fstream>

#include <d2l/core/error.hpp>

#include "align.hpp"
#include "child.hpp"

namespace d2l::compare {
namespace {

namespace fs = std::filesystem;
using Json = nlohmann::ordered_json;

// A folder of our own, which goes away with all that is in it.
class TemporaryFolder {
 public:
  TemporaryFolder() {
    auto pattern = (fs::temp_directory_path() / "d2l-compare-XXXXXX").string();
    if (mkdtemp(pattern.data()) == nullptr)
      throw d2l::FileError(pattern + ": the folder cannot be made; set TMPDIR to one where you may write");
    path_ = pattern;
  }
  ~TemporaryFolder() {
    std::error_code ignored;
    fs::remove_all(path_, ignored);
  }
  TemporaryFolder(const TemporaryFolder&) = delete;
  TemporaryFolder& operator=(const TemporaryFolder&) = delete;

  fs::path operator/(const std::string& name) const { return path_ / name; }

 private:
  fs::path path_;
};

// Trains with --record, and gives the record.
Json train(const fs::path& program, std::vector<std::string> options, const fs::path& record) {
  options.insert(options.end(), {"--record", record.string()});
  run(program, options);
  return Json::parse(std::ifstream(record));
}

double largest_difference(const Json& a, const Json& b, const char* key, bool relative) {
  double largest = 0;
  for (std::size_t e = 0; e < a.size(); ++e) {
    if (!a[e].contains(key)) continue;
    // A loss that has diverged to NaN or infinity is null in the record, and near to nothing.
    if (!a[e][key].is_number() || !b[e][key].is_number()) return std::nan("");
    const auto x = a[e][key].get<double>(), y = b[e][key].get<double>();
    const double size = relative ? std::max(std::abs(x), std::abs(y)) : 1;
    if (x != y) largest = std::max(largest, std::abs(x - y) / size);
  }
  return largest;
}

}  // namespace

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
  trainings.scratch = train(folder / (model + "-scratch"), with("--save-init", scratch_init), record);
  trainings.concise = train(folder / (model + "-concise"), with("--save-init", concise_init), record);
  const auto aligned_init = temporary / "aligned.safetensors";
  align(scratch_init, concise_init, aligned_init);
  trainings.aligned = train(folder / (model + "-concise"), with("--init", aligned_init), record);
  return trainings;
}

Distance distance(const Json& a, const Json& b) {
  const auto &x = a["epochs"], &y = b["epochs"];
  return {
      .loss = largest_difference(x, y, "loss", true),
      .accuracy = std::max(largest_difference(x, y, "train_acc", false), largest_difference(x, y, "test_acc", false))};
}

}  // namespace d2l::compare

#include <filesystem>
#include <ranges>
#include <string>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <d2l/core/error.hpp>
#include <d2l/data/dataset_files.hpp>
#include <d2l/data/fashion_mnist.hpp>
#include <d2l/data/find_dataset.hpp>

#include "examine.hpp"

namespace d2l::doctor {
namespace {

namespace fs = std::filesystem;

// Reads it all, as a training does: that checks sizes, and the sums of packed files.
void examine_files(Report& report, const fs::path& place, const std::string& package) {
  using enum FashionMnist::Split;
  try {
    const auto train_size = FashionMnist(train, place).size(), test_size = FashionMnist(test, place).size();
    report.tell("", fmt::format("whole: {} training and {} test images", train_size, test_size));
  } catch (const Error& error) {
    report.complain(package, error.what(),
                    "delete that file and get it again, or apt-get install --reinstall " + package);
  }
}

}  // namespace

void examine_datasets(Report& report) {
  report.headline("datasets");
  const auto manifest = manifest_of_fashion_mnist();
  const auto &name = manifest.name, &package = manifest.debian_package;
  bool found = false;
  for (const auto& place : dataset_places({})) {
    const auto folder = place / name;
    const auto missing = missing_files(manifest, folder);
    if (std::error_code ignored; !fs::is_directory(folder, ignored)) {
      report.tell(name, fmt::format("not in {}", folder.string()));
    } else if (!missing.empty()) {
      report.tell(name, fmt::format("in {}, but without {}", folder.string(),
                                    fmt::join(missing | std::views::transform(&DataFile::name), ", ")));
    } else if (found) {
      report.tell(name, fmt::format("in {}, too", folder.string()));
    } else {
      found = true;
      report.tell(name, fmt::format("taken from {}", folder.string()));
      examine_files(report, place, package);
    }
  }
  if (!found)
    report.complain(package, fmt::format("{} is in none of these folders", name), "apt-get install " + package);
}

}  // namespace d2l::doctor

#include <filesystem>
#include <ranges>
#include <string>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <d2l/core/error.hpp>
#include <d2l/data/dataset_files.hpp>
#include <d2l/data/find_dataset.hpp>
#include <d2l/data/manifest.hpp>

#include "examine.hpp"

namespace d2l::doctor {
namespace {

namespace fs = std::filesystem;

// What a complaint is about: the package, where there is one.
const std::string& name_for(const Manifest& manifest) {
  return manifest.debian_package.empty() ? manifest.name : manifest.debian_package;
}

// Whether each file is what the manifest says, to the last byte.
void examine_files(Report& report, const Manifest& manifest, const fs::path& folder) {
  const auto& package = manifest.debian_package;
  const auto again =
      "delete it and get it again" + (package.empty() ? std::string() : ", or apt-get install --reinstall " + package);
  try {
    const auto damaged = damaged_files(manifest, folder);
    if (damaged.empty()) report.tell("", fmt::format("whole: {} files with the right SHA-256", manifest.files.size()));
    for (const auto& file : damaged)
      report.complain(name_for(manifest),
                      fmt::format("{}: is not the file that {} has: its SHA-256 is another",
                                  find_file(folder, file.name).string(), manifest.name),
                      again);
  } catch (const Error& error) {
    report.complain(name_for(manifest), error.what(), again);
  }
}

void examine_dataset(Report& report, const Manifest& manifest) {
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
      examine_files(report, manifest, folder);
    }
  }
  if (found) return;
  if (package.empty())
    report.tell("", "in none of these folders; downloaded when a program is asked to use it");
  else
    report.complain(package, fmt::format("{} is in none of these folders", name), "apt-get install " + package);
}

}  // namespace

void examine_datasets(Report& report) {
  report.headline("datasets");
  for (const auto& manifest : all_manifests()) examine_dataset(report, manifest);
}

}  // namespace d2l::doctor

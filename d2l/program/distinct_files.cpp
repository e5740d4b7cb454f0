#include "d2l/program/distinct_files.hpp"

#include <optional>
#include <string>
#include <unistd.h>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include "d2l/core/error.hpp"
#include "d2l/data/find_dataset.hpp"
#include "d2l/data/manifest.hpp"
#include "d2l/system/file_identity.hpp"

namespace d2l::program {
namespace {

namespace fs = std::filesystem;

// A file, and who names it.
struct Use {
  std::string option;
  fs::path path;
  std::optional<FileIdentity> file;
  std::string text() const { return "--" + option + " " + path.string(); }
};

std::vector<Use> written_files(const Arguments& args) {
  std::vector<Use> uses;
  const auto add = [&](const char* option, const std::optional<fs::path>& path) {
    if (path) uses.push_back({option, *path, identity_of_written(*path)});
  };
  add("record", args.record);
  add("save", args.save);
  add("save-init", args.save_init);
  if (args.plot && args.plot->is_file()) add("plot", args.plot->path());
  return uses;
}

std::vector<Use> read_files(const Arguments& args) {
  std::vector<Use> uses;
  for (const auto& [option, path] : {std::pair("load", &args.load), {"init", &args.init}})
    if (*path) uses.push_back({option, **path, identity_of_read(**path)});
  return uses;
}

void expect_distinct(const Use& written, const Use& other) {
  if (!written.file || written.file != other.file || (written.option == "save" && other.option == "load")) return;
  throw UsageError(fmt::format("{} is the same file as {}; give each its own", written.text(), other.text()));
}

void expect_not_printed_into(const Use& written) {
  for (const auto& [stream, name] : {std::pair(STDOUT_FILENO, "output"), std::pair(STDERR_FILENO, "error")}) {
    if (written.file && written.file == identity_of_open(stream))
      throw UsageError(fmt::format("{} is the file that standard {} goes to; give each its own", written.text(), name));
  }
}

void expect_no_data(const Use& written, const Manifest& manifest, const std::optional<fs::path>& data_dir) {
  if (!written.file) return;
  for (const auto& place : dataset_places(data_dir))
    for (const auto& file : manifest.files)
      for (const auto& path : {place / manifest.name / file.name, place / manifest.name / (file.name + ".gz")})
        if (written.file == identity_of_read(path))
          throw UsageError(fmt::format("{} is a file of the dataset {} in {}; choose another", written.text(),
                                       manifest.name, place.string()));
}

}  // namespace

void expect_distinct_files(const Arguments& args) {
  const auto written = written_files(args), read = read_files(args);
  for (auto use = written.begin(); use != written.end(); ++use) {
    for (auto other = written.begin(); other != use; ++other) expect_distinct(*use, *other);
    for (const auto& other : read) expect_distinct(*use, other);
    expect_not_printed_into(*use);
    for (const auto& manifest : all_manifests()) expect_no_data(*use, manifest, args.data_dir);
  }
}

}  // namespace d2l::program

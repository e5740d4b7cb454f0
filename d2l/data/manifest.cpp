#include "d2l/data/manifest.hpp"

#include <algorithm>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "d2l/core/error.hpp"

namespace d2l {
namespace {

DataFile parse_file(const nlohmann::json& json) {
  DataFile file{json["name"], json["size"], json["sha256"]};
  for (const auto& form : json.value("also", nlohmann::json::array()))
    file.also.push_back({form["size"], form["sha256"]});
  return file;
}

Manifest parse(std::string_view text) {
  const auto json = nlohmann::json::parse(text);
  Manifest manifest{.name = json["name"],
                    .files = {},
                    .debian_package = json.value("debian_package", ""),
                    .mirrors = json["mirrors"],
                    .classes = json.value("classes", std::vector<std::string>()),
                    .packed = json.value("packed", true)};
  for (const auto& file : json["files"]) manifest.files.push_back(parse_file(file));
  return manifest;
}

}  // namespace

const std::vector<Manifest>& all_manifests() {
  static const auto manifests = [] {
    std::vector<Manifest> all;
    for (const auto text : manifest_texts()) all.push_back(parse(text));
    return all;
  }();
  return manifests;
}

const Manifest& manifest_of(std::string_view name) {
  const auto found = std::ranges::find(all_manifests(), name, &Manifest::name);
  if (found == all_manifests().end()) throw ValueError(fmt::format("there is no dataset '{}' in datasets/", name));
  return *found;
}

}  // namespace d2l

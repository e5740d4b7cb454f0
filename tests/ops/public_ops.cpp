#include "public_ops.hpp"

#include <filesystem>
#include <fstream>
#include <regex>
#include <sstream>
#include <stdexcept>

namespace {

// Not ops, but what ops are built from.
const std::set<std::string> machinery{"axes.hpp",   "destination.hpp", "elementwise_op.hpp", "layout.hpp",
                                      "ops.hpp",    "pick.hpp",        "places.hpp",         "reduced.hpp",
                                      "size2d.hpp", "viewed.hpp",      "windows.hpp"};

std::string read(const std::filesystem::path& path) {
  std::ostringstream text;
  text << std::ifstream(path).rdbuf();
  return text.str();
}

// "exp_", where "exp" stands beside it: the record of the op tries it.
bool is_form_in_place(const std::string& name, const std::set<std::string>& names) {
  return name.ends_with('_') && names.contains(name.substr(0, name.size() - 1));
}

}  // namespace

std::set<std::string> declared_ops(const std::string& header) {
  static const std::regex function(R"((?:^|\n)(?:const )?(?:bool|(?:std::\w+<)?Tensor<[^\n(]*>)&? (\w+)\()");
  std::set<std::string> names;
  for (std::sregex_iterator match(header.begin(), header.end(), function), end; match != end; ++match)
    if (const auto name = (*match)[1].str(); !name.starts_with("operator")) names.insert(name);
  return names;
}

std::map<std::string, std::string> public_ops() {
  std::map<std::string, std::string> ops;
  for (const auto& entry : std::filesystem::directory_iterator(D2L_SOURCE_DIR "/d2l/ops")) {
    const auto file = entry.path().filename().string();
    if (entry.path().extension() != ".hpp" || machinery.contains(file)) continue;
    const auto names = declared_ops(read(entry.path()));
    if (names.empty()) throw std::runtime_error(file + " declares no op");
    for (const auto& name : names)
      if (!is_form_in_place(name, names)) ops.emplace(name, file);
  }
  return ops;
}

#include "lines_of_code.hpp"

#include <fstream>

namespace d2l::compare {

namespace fs = std::filesystem;

std::optional<int> lines_of_code(const fs::path& source) {
  std::ifstream file(source);
  if (!file) return std::nullopt;
  int count = 0;
  for (std::string line; std::getline(file, line);) {
    const auto first = line.find_first_not_of(" \t");
    if (first != std::string::npos && line.compare(first, 2, "//") != 0) ++count;
  }
  return count;
}

fs::path find_source(const std::string& model, const std::string& style) {
  std::error_code error;
  for (const auto& chapter : fs::directory_iterator(D2L_CHAPTERS_DIR, error)) {
    auto source = chapter.path() / model / (style + ".cpp");
    if (fs::exists(source, error)) return source;
  }
  return {};
}

}  // namespace d2l::compare

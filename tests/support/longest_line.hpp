#pragma once

#include <algorithm>
#include <sstream>
#include <string>

#include <d2l/core/wrap.hpp>

/// The characters of the longest line of a text.
inline std::size_t longest_line(const std::string& text) {
  std::size_t longest = 0;
  std::istringstream lines(text);
  for (std::string line; std::getline(lines, line);) longest = std::max(longest, d2l::length(line));
  return longest;
}

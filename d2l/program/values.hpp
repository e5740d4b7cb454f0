#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace d2l::program {

/// The whole number that `text` spells, all of it. Throws UsageError, naming the option, for anything else and outside
/// of [least, most].
std::uint64_t whole_number(std::string_view option, std::string_view text, std::uint64_t least, std::uint64_t most);

/// The finite number above 0 that `text` spells, all of it. Throws UsageError, naming the option, for anything else.
double positive_number(std::string_view option, std::string_view text);

/// The `count` probabilities, each in [0, 1], that `text` spells with commas between: `0.2,0.5`. Throws UsageError,
/// naming the option, for anything else.
std::vector<double> probabilities(std::string_view option, std::string_view text, std::size_t count);

/// The text that spells them.
std::string spell(const std::vector<double>& probabilities);

}  // namespace d2l::program

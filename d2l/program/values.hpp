#pragma once

#include <cstdint>
#include <string_view>

namespace d2l::program {

/// The whole number that `text` spells, all of it. Throws UsageError, naming the option, for anything else and outside
/// of [least, most].
std::uint64_t whole_number(std::string_view option, std::string_view text, std::uint64_t least, std::uint64_t most);

/// The finite number above 0 that `text` spells, all of it. Throws UsageError, naming the option, for anything else.
double positive_number(std::string_view option, std::string_view text);

}  // namespace d2l::program

#pragma once

#include <cstdint>

#include "property.hpp"

/// Runs a property on so many random calls, which the seed determines. Returns what was wrong with the simplest call
/// that RapidCheck could find to fail; empty if none does.
std::string failure_of(const Property& property, std::uint64_t seed, int calls, Tally& tally);

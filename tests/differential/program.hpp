#pragma once

#include <cstdint>
#include <set>
#include <string>

/// Draws a program from a seed, runs it, without the steps that `dropped` names and those that build on what they made,
/// and tells in a line of JSON its text in Python and what came of it: the error with which it ended, and for each
/// tensor its shape, values, place in the graph and gradient.
std::string outcome(std::uint64_t seed, const std::set<std::size_t>& dropped);

#pragma once

#include <map>
#include <set>
#include <string>

/// The names of the functions that a header of d2l/ops declares at the left margin and that return a tensor, several,
/// or a truth: every public op does.
std::set<std::string> declared_ops(const std::string& header);

/// All public ops, each with the name of its header.
std::map<std::string, std::string> public_ops();

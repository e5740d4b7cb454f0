#pragma once

#include <string>
#include <typeinfo>

namespace d2l {

/// The name of a type as a tree: each of its template arguments on a line of its own, indented. Namespaces of Armadillo
/// are left out.
std::string type_tree(const std::type_info& type);

}  // namespace d2l

#include "type_tree.hpp"

#include <boost/algorithm/string/erase.hpp>
#include <boost/core/demangle.hpp>

namespace d2l {

std::string type_tree(const std::type_info& type) {
  std::string tree;
  std::size_t depth = 0;
  const auto new_line = [&] { tree += '\n' + std::string(2 * depth, ' '); };
  for (const char c : boost::erase_all_copy(boost::core::demangle(type.name()), "arma::")) {
    if (c == '<') {
      ++depth;
      new_line();
    } else if (c == '>') {
      --depth;
    } else if (c == ',') {
      new_line();
    } else if (c != ' ') {
      tree += c;
    }
  }
  return tree;
}

}  // namespace d2l

// Random programs over tensors: for each line of standard input, a seed and the numbers of steps to leave out, a line
// of JSON with the program in Python and what it gives here. compare.py runs the same in PyTorch.
#include <iostream>
#include <set>
#include <sstream>
#include <string>

#include "program.hpp"

int main() {
  std::ios::sync_with_stdio(false);
  for (std::string line; std::getline(std::cin, line);) {
    std::istringstream request(line);
    std::uint64_t seed = 0;
    std::set<std::size_t> dropped;
    request >> seed;
    for (std::size_t step = 0; request >> step;) dropped.insert(step);
    std::cout << outcome(seed, dropped) << std::endl;
  }
}

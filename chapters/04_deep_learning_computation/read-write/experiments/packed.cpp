// 4.5 How much smaller a packed file is: docs/04/read-write.md
#include <iostream>

#include <fmt/format.h>

#include <d2l/d2l.hpp>
#include <d2l/io/npz.hpp>

using namespace d2l;

namespace {

void show_sizes(const std::string& what, const Tensor<>& x) {
  const auto stored = format_npz({{"x", x}}).size(), packed = format_npz({{"x", x}}, Packing::deflated).size();
  std::cout << fmt::format("{:<16} {:>8} {:>8.1f} %\n", what, stored,
                           100 * static_cast<double>(packed) / static_cast<double>(stored));
}

}  // namespace

void lesson(const program::Arguments& /*args*/) {
  std::cout << "\nThe bytes of a million floats in an .npz\n                   stored   packed\n";
  show_sizes("zeros and ones", (rand({1000, 1000}) > 0.5F).to<float>());
  show_sizes("random weights", randn({1000, 1000}));
}

int main(int argc, char** argv) {
  return program::run({"read-write/packed", "How much smaller a packed file is", "4.5"}, argc, argv, lesson);
}

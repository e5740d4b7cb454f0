#include <d2l/data/idx.hpp>

#include "target.hpp"

// The fourth byte is the number of axes: what it says is what is asked for.
void d2l::fuzz::read(std::span<const std::byte> file) {
  const auto dims = file.size() > 3 ? std::to_integer<std::int64_t>(file[3]) % 4 : 1;
  parse_idx(file, dims == 0 ? 3 : dims, 5);
}

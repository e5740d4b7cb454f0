#include <d2l/io/npz.hpp>

#include "target.hpp"

void d2l::fuzz::read(std::span<const std::byte> file) { parse_npz(file); }

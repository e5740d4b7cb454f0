#include <d2l/io/table.hpp>

#include "target.hpp"

void d2l::fuzz::read(std::span<const std::byte> file) { parse_table(file); }

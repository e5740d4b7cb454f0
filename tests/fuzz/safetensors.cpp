#include <d2l/io/safetensors.hpp>

#include "target.hpp"

void d2l::fuzz::read(std::span<const std::byte> file) { parse_safetensors(file); }

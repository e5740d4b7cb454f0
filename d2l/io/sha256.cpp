#include "d2l/io/sha256.hpp"

#include <array>
#include <cstdint>
#include <sha2.h>
#include <sys/types.h>  // sha2.h uses its types

namespace d2l {

std::string sha256(std::span<const std::byte> bytes) {
  std::array<char, SHA256_DIGEST_STRING_LENGTH> digits{};
  return SHA256Data(reinterpret_cast<const std::uint8_t*>(bytes.data()), bytes.size(), digits.data());
}

}  // namespace d2l

#include "target.hpp"

#include <cstdint>

#include <d2l/core/error.hpp>

// libFuzzer calls this with each input (https://llvm.org/docs/LibFuzzer.html), replay.cpp with each file of the corpus.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  try {
    d2l::fuzz::read(std::as_bytes(std::span(data, size)));
  } catch (const d2l::FormatError&) {  // as documented
  }
  return 0;
}

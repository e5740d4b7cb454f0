#include "sanitizer.hpp"

namespace cuda_emulator::sanitizer {

bool is_there() { return false; }

void poison(const void* /*begin*/, std::size_t /*bytes*/) {}
void unpoison(const void* /*begin*/, std::size_t /*bytes*/) {}

std::size_t usable(char* /*begin*/, std::size_t bytes) { return bytes; }

void before_switch(void** /*kept*/, const void* /*bottom*/, std::size_t /*size*/) {}
void after_switch(void* /*kept*/, const void** /*bottom*/, std::size_t* /*size*/) {}

void on_error(void (* /*callback*/)()) {}
const void* error_address() { return nullptr; }

}  // namespace cuda_emulator::sanitizer
